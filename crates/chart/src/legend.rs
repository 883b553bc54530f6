//! What each shape, line and band is.

use inzage_words::Lang;

use crate::axis::Scale;
use crate::backend::{KINDS, Role};
use crate::draw::shared_range;
use crate::layout::Layout;
use crate::numbers::{whole, with_unit};
use crate::pen::{Around, Failed, Pen};
use crate::period::Window;
use crate::points::arrow;
use crate::series::{Limit, Point, Series};
use crate::view::{Key, Scene};

/// The legend of the points `within` a stretch: only what is seen there.
pub(crate) fn legend(
    series: &Series,
    within: &[&Point],
    window: &Window,
    together: bool,
    layout: Layout,
    lang: Lang,
) -> Vec<Key> {
    let swatch = Swatch(layout);
    let mut keys = Vec::new();
    for (group, known) in series.groups.iter().enumerate() {
        let lead = series.lead(group);
        let seen = |point: &&Point| {
            if together {
                group == lead && series.lead(point.group) == lead
            } else {
                point.group == group
            }
        };
        if within.iter().any(seen) {
            let name = if together {
                series.family_name(group)
            } else {
                &known.name
            };
            keys.push(Key {
                scene: swatch.group((group, lead), together),
                words: name.to_owned(),
            });
        }
    }
    let has = |what: fn(&Point) -> bool| within.iter().any(|point| what(point));
    if !together && has(|point| point.outside) {
        keys.push(Key {
            scene: swatch.scene(|pen| pen.ring(pen.place(0.5, 0.5), Role::Ring.ink())),
            words: lang
                .pick(
                    "Kring: volgens de bron buiten het normale gebied",
                    "Ring: outside the normal range according to the source",
                )
                .to_owned(),
        });
    }
    if !together && has(|point| point.values.iter().any(|value| value.limit.is_some())) {
        keys.push(Key {
            scene: swatch.scene(|pen| {
                let (x, y) = pen.place(0.5, 0.7);
                pen.mark(0, (x, y), Role::Open.ink())?;
                arrow(pen, (x, y), Limit::Below, KINDS)
            }),
            words: lang
                .pick(
                    "Open met pijl: de uitslag is “minder dan” of “meer dan” dit",
                    "Open with an arrow: the result is “less than” or “more than” this",
                )
                .to_owned(),
        });
    }
    keys.extend(normal(series, within, swatch, lang));
    let held = series.targets.iter().filter(|target| window.meets(target));
    keys.extend(held.map(|target| Key {
        scene: swatch.scene(|pen| {
            let across = vec![pen.place(0.0, 0.5), pen.place(1.0, 0.5)];
            pen.line(across, Role::Target.ink())
        }),
        words: match target.words.as_str() {
            "" => target.name.clone(),
            words => words.to_owned(),
        },
    }));
    keys
}

/// The band: whose range it is, and which.
fn normal(series: &Series, within: &[&Point], swatch: Swatch, lang: Lang) -> Option<Key> {
    let mut with = within.iter().filter(|point| point.range.is_some());
    let first = with.next()?;
    let one = with.all(|point| point.group == first.group);
    let whose = match series.group_name(first) {
        name if one && !name.is_empty() => name,
        _ => lang.pick("de bron", "the source"),
    };
    let according = lang.pick("Normaal volgens", "Normal according to");
    let which = shared_range(within).map_or_else(
        || {
            lang.pick("verschilt per uitslag", "differs per result")
                .to_owned()
        },
        |range| with_unit(&range.text(lang), &series.unit),
    );
    let words = format!("{according} {whose}: {which}");
    Some(Key {
        scene: swatch.scene(|pen| {
            let (left, right) = (pen.place(0.0, 0.8), pen.place(1.0, 0.2));
            pen.area(left, right, Role::Band.ink())?;
            pen.line(vec![left, (right.0, left.1)], Role::BandEdge.ink())?;
            pen.line(vec![(left.0, right.1), right], Role::BandEdge.ink())
        }),
        words,
    })
}

/// Makes the small pictures.
#[derive(Clone, Copy)]
struct Swatch(Layout);

impl Swatch {
    fn scene(self, draw: impl FnOnce(&Pen<'_>) -> Result<(), Failed>) -> Scene {
        let side = whole(self.0.letters * 1.5);
        let layout = Layout {
            width: side,
            height: side,
            ..self.0
        };
        let unit = || Scale {
            from: 0.0,
            to: 1.0,
            ticks: Vec::new(),
        };
        let mut parts = Vec::new();
        let none = Around::default();
        // As for the chart: what was drawn so far is shown.
        drop(Pen::new(&mut parts, layout, none, unit(), unit()).and_then(|pen| draw(&pen)));
        Scene {
            width: side,
            height: side,
            parts,
        }
    }

    /// The shape of a group, or its bar where points are taken together.
    fn group(self, (group, lead): (usize, usize), together: bool) -> Scene {
        self.scene(|pen| {
            if together {
                let bar = Role::Reach.of(lead);
                pen.area(pen.place(0.35, 0.9), pen.place(0.65, 0.1), bar)?;
                let mean = vec![pen.place(0.35, 0.5), pen.place(0.65, 0.5)];
                return pen.line(mean, Role::Mean.of(lead));
            }
            pen.mark(group, pen.place(0.5, 0.5), Role::Point.of(lead))
        })
    }
}
