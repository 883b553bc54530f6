//! Parts of screens: props in, callbacks out. No part knows medicine.

pub mod dialog;
pub mod documents;
pub mod faces;
pub mod field;
pub mod heading;
pub mod icon;
pub mod nav;
pub mod person;
pub mod rows;
pub mod secret;
pub mod state;
