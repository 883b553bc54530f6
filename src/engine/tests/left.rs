//! What the person wrote down herself, for when its module is off.

use inzage_api::Module;

use super::measure::{Kind, Part, Typed};
use super::*;
use protocol::medication::{Answer as Medicines, Request as Medicine, Written};

impl Bench {
    fn written(&mut self) -> Vec<Module> {
        match self.ask(Request::Written) {
            Answer::Written(modules) => modules,
            _ => panic!("modules"),
        }
    }

    fn written_of_medicines(&mut self) -> Vec<Written> {
        match self.ask(Request::Medication(Medicine::Written)) {
            Answer::Medication(answer) => match *answer {
                Medicines::Written(all) => all,
                other => panic!("{other:?}"),
            },
            _ => panic!("medicines"),
        }
    }
}

#[test]
fn each_module_tells_that_something_was_written_in_it_until_it_is_erased() {
    let mut bench = Bench::ready();
    assert_eq!(bench.written(), []);

    let weight = Typed {
        kind: Kind::Weight,
        at: AT.into(),
        numbers: [(Part::Weight, "70,5".to_owned())].into(),
        milligrams: false,
        moment: None,
        slot: None,
        note: String::new(),
    };
    let kept = bench.ask(Request::Measure(measure::Request::Keep {
        id: None,
        typed: weight,
        sure: true,
        draft: None,
        now: AT.into(),
    }));
    let Answer::Measure(measure::Answer::Kept(reading)) = kept else {
        panic!("a reading")
    };
    assert_eq!(bench.written(), [Module::Metingen]);

    bench.done(Request::Medication(Medicine::Medicine {
        id: None,
        product: "Paracetamol".into(),
        usage: "bij hoofdpijn".into(),
        at: AT.into(),
    }));
    bench.done(Request::Network(protocol::network::Request::Keep {
        id: None,
        noted: protocol::network::Noted {
            name: "Buurvrouw Els".into(),
            ..Default::default()
        },
        now: AT.into(),
    }));
    bench.done(Request::Discuss(discuss::Request::Add {
        numbers: Vec::new(),
        topic: None,
        text: "Mag ik zwemmen?".into(),
        at: AT.into(),
    }));
    let (measured, others) = (
        Module::Metingen,
        [Module::Medicatie, Module::Zorgnetwerk, Module::Bespreken],
    );
    assert_eq!(bench.written(), [&[measured][..], &others].concat());

    bench.ask(Request::Measure(measure::Request::Delete {
        id: reading,
        now: AT.into(),
    }));
    assert_eq!(bench.written(), others);
    let id = bench.written_of_medicines()[0].id.clone();
    bench.done(Request::Medication(Medicine::TakeBack {
        id,
        at: AT.into(),
    }));
    assert_eq!(bench.written(), others[1..]);
    assert_eq!(bench.written_of_medicines(), []);
    bench.done(Request::Reload);
    assert_eq!(bench.written(), others[1..], "as it lies on the disk");
}
