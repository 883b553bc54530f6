//! Documenten (51).

use super::{Gegevensdienst, optional, q, stu3};

/// 51, Documenten 3.0 (PDF/A). A source may not know sets of documents.
pub(super) const DOCUMENTEN: Gegevensdienst = stu3(
    "51",
    &[
        q("document", "DocumentReference?status=current"),
        optional("document-set", "DocumentManifest?status=current"),
    ],
);
