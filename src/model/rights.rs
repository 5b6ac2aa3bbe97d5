//! The twelve statements of rightsstatements.org: what may be done with a picture, as addresses that machines know.

/// Each statement: its address, which is what the catalogue keeps, and its short name.
pub const RIGHTS_STATEMENTS: &[(&str, &str)] = &[
    ("http://rightsstatements.org/vocab/InC/1.0/", "InC"),
    ("http://rightsstatements.org/vocab/InC-OW-EU/1.0/", "InC-OW-EU"),
    ("http://rightsstatements.org/vocab/InC-EDU/1.0/", "InC-EDU"),
    ("http://rightsstatements.org/vocab/InC-NC/1.0/", "InC-NC"),
    ("http://rightsstatements.org/vocab/InC-RUU/1.0/", "InC-RUU"),
    ("http://rightsstatements.org/vocab/NoC-CR/1.0/", "NoC-CR"),
    ("http://rightsstatements.org/vocab/NoC-NC/1.0/", "NoC-NC"),
    ("http://rightsstatements.org/vocab/NoC-OKLR/1.0/", "NoC-OKLR"),
    ("http://rightsstatements.org/vocab/NoC-US/1.0/", "NoC-US"),
    ("http://rightsstatements.org/vocab/CNE/1.0/", "CNE"),
    ("http://rightsstatements.org/vocab/UND/1.0/", "UND"),
    ("http://rightsstatements.org/vocab/NKC/1.0/", "NKC"),
];

/// The short name of a statement with this address.
pub fn rights_code(address: &str) -> Option<&'static str> {
    RIGHTS_STATEMENTS.iter().find(|(known, _)| *known == address.trim()).map(|(_, code)| *code)
}
