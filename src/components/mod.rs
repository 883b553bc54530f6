//! Parts of screens: props in, callbacks out. No part knows medicine.

#![expect(
    missing_docs,
    clippy::needless_pass_by_value,
    reason = "props: the macro makes them fields and takes them by value; their names say what they are"
)]

pub mod asked;
pub mod chart;
pub mod chart_table;
pub mod charting;
pub mod chooser;
pub mod cover;
pub mod dialog;
pub mod discuss;
pub mod documents;
pub mod explain;
pub mod faces;
pub mod field;
pub mod filter;
pub mod filtered;
pub mod growing;
pub mod heading;
pub mod icon;
pub mod live;
pub mod measured;
pub mod more;
pub mod nav;
pub mod new_passphrase;
pub mod paper;
pub mod person;
pub mod recovery;
pub mod rows;
pub mod secret;
pub mod signing;
pub mod state;
