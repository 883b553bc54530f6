//! The made-up providers and the parties that connect them.

use crate::network::{Dva, Provider};

/// Somebody who records.
#[derive(Debug)]
pub(super) struct Professional {
    /// Name with title.
    pub(super) name: &'static str,
    /// Family name.
    pub(super) family: &'static str,
    /// Role: code (uzi-rolcode) and Dutch display.
    pub(super) role: (&'static str, &'static str),
    /// AGB code, made up.
    pub(super) agb: &'static str,
}

/// A provider as a source of data.
#[derive(Debug)]
pub(super) struct Place {
    /// Short name, part of ids.
    pub(super) short: &'static str,
    /// Bare `MedMij` name.
    pub(super) name: &'static str,
    /// Name for people.
    pub(super) display: &'static str,
    /// Other names.
    pub(super) aliases: &'static [&'static str],
    /// Street and number.
    pub(super) street: &'static str,
    /// Postal code.
    pub(super) postcode: &'static str,
    /// Town.
    pub(super) town: &'static str,
    /// Kind of care.
    pub(super) kind: &'static str,
    /// AGB code of the organisation, made up.
    pub(super) agb: &'static str,
    /// Telephone number, made up.
    pub(super) phone: &'static str,
    /// Who records.
    pub(super) professional: &'static Professional,
}

/// Dialysis centre.
pub(super) static DIALYSIS: Place = Place {
    short: "waterlelie",
    name: "dialysecentrumwaterlelie",
    display: "Dialysecentrum De Waterlelie",
    aliases: &["Waterlelie", "Nierdialyse Waterlelie"],
    street: "Singel 12",
    postcode: "3811XA",
    town: "Amersfoort",
    kind: "dialysecentrum",
    agb: "22990001",
    phone: "033 000 01 00",
    professional: &Professional {
        name: "dr. S. (Samira) Benali",
        family: "Benali",
        role: ("01.013", "Internist"),
        agb: "03990011",
    },
};

/// Hospital.
pub(super) static HOSPITAL: Place = Place {
    short: "vennebos",
    name: "ziekenhuisvennebos",
    display: "Ziekenhuis Vennebos",
    aliases: &["Vennebos", "Streekziekenhuis Vennebos"],
    street: "Bosweg 100",
    postcode: "3818AB",
    town: "Amersfoort",
    kind: "ziekenhuis",
    agb: "06990002",
    phone: "033 000 02 00",
    professional: &Professional {
        name: "dr. J.P. (Joost) de Wilde",
        family: "de Wilde",
        role: ("01.010", "Cardioloog"),
        agb: "03990022",
    },
};

/// GP practice.
pub(super) static GP: Place = Place {
    short: "delinde",
    name: "huisartsenpraktijkdelinde",
    display: "Huisartsenpraktijk De Linde",
    aliases: &["Huisarts Van Dam", "De Linde"],
    street: "Lindelaan 3",
    postcode: "3832RK",
    town: "Leusden",
    kind: "huisarts",
    agb: "01990003",
    phone: "033 000 03 00",
    professional: &Professional {
        name: "drs. A. (Anneke) van Dam",
        family: "van Dam",
        role: ("01.015", "Huisarts"),
        agb: "01990033",
    },
};

/// Pharmacy.
pub(super) static PHARMACY: Place = Place {
    short: "devijzel",
    name: "apotheekdevijzel",
    display: "Apotheek De Vijzel",
    aliases: &["De Vijzel"],
    street: "Lindelaan 5",
    postcode: "3832RK",
    town: "Leusden",
    kind: "apotheek",
    agb: "02990004",
    phone: "033 000 04 00",
    professional: &Professional {
        name: "mr. T. (Tim) Poot",
        family: "Poot",
        role: ("17.000", "Apotheker"),
        agb: "02990044",
    },
};

/// Vaccination register.
pub(super) static REGISTER: Place = Place {
    short: "vaccinatieregister",
    name: "vaccinatieregister",
    display: "Vaccinatieregister Midden",
    aliases: &["Prikregister"],
    street: "Postbus 5",
    postcode: "3800AA",
    town: "Amersfoort",
    kind: "vaccinatieregister",
    agb: "51990005",
    phone: "033 000 05 00",
    professional: &Professional {
        name: "W. (Wil) Smit",
        family: "Smit",
        role: ("30.000", "Verpleegkundige"),
        agb: "91990055",
    },
};

/// In the directory only: not connected yet.
pub(super) static PHYSIO: Place = Place {
    short: "kompas",
    name: "fysiotherapiekompas",
    display: "Fysiotherapie Het Kompas",
    aliases: &["Het Kompas"],
    street: "Plein 8",
    postcode: "3811BB",
    town: "Amersfoort",
    kind: "fysiotherapeut",
    agb: "04990006",
    phone: "033 000 06 00",
    professional: &Professional {
        name: "K. (Kim) Loper",
        family: "Loper",
        role: ("04.000", "Fysiotherapeut"),
        agb: "04990066",
    },
};

impl Place {
    /// As a provider, without services.
    pub(super) fn provider(&self) -> Provider {
        Provider {
            name: self.name.to_owned(),
            display: self.display.to_owned(),
            aliases: self
                .aliases
                .iter()
                .map(|alias| (*alias).to_owned())
                .collect(),
            place: self.town.to_owned(),
            postcode: self.postcode.to_owned(),
            kind: self.kind.to_owned(),
            agb: self.agb.to_owned(),
            bazb: self.kind == "vaccinatieregister",
            interface: if self.kind == "vaccinatieregister" {
                "1.5.0"
            } else {
                "2"
            },
            vendor: (self.kind == "dialysecentrum").then(|| "48".to_owned()),
            services: Vec::new(),
        }
    }
}

/// The parties that connect providers, in the order of the indexes below.
pub(super) fn dvas() -> Vec<Dva> {
    let dva = |front: &str, back: &[&str], name: &str, phone: &str, pages_under_base| Dva {
        front: format!("{front}.localhost"),
        back: back
            .iter()
            .map(|host| format!("{host}.localhost"))
            .collect(),
        port: 0,
        name: name.to_owned(),
        phone: phone.to_owned(),
        pages_under_base,
    };
    vec![
        dva(
            "dialyse",
            &["dialyse-koppeling"],
            "Nierzorg Online",
            "088 000 10 00",
            false,
        ),
        dva(
            "ziekenhuis",
            &["ziekenhuis-koppeling"],
            "Ziekenhuis Vennebos ICT",
            "088 000 20 00",
            false,
        ),
        dva(
            "documenten",
            &["documenten-koppeling", "documenten-bestanden"],
            "Documentenplein",
            "088 000 30 00",
            false,
        ),
        dva(
            "eerstelijn",
            &["eerstelijn-koppeling"],
            "Eerstelijns Schakel",
            "088 000 40 00",
            true,
        ),
        dva(
            "vaccinaties",
            &["vaccinaties-koppeling"],
            "Vaccinatieregister Midden",
            "088 000 50 00",
            false,
        ),
    ]
}

/// Index of the dialysis centre's DVA.
pub(super) const DIALYSIS_DVA: usize = 0;
/// Index of the hospital's own DVA (48).
pub(super) const HOSPITAL_DVA: usize = 1;
/// Index of the DVA with the hospital's documents (51).
pub(super) const DOCUMENTS_DVA: usize = 2;
/// Index of the DVA that GP and pharmacy share.
pub(super) const PRIMARY_DVA: usize = 3;
/// Index of the vaccination register's DVA.
pub(super) const REGISTER_DVA: usize = 4;
