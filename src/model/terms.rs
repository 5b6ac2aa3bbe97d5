//! Closed vocabularies: an enum whose members are terms written in the file and in JSON.

/// Declares an enum together with the term each member is written as, so that the catalogue, JSON and the
/// command line spell it the same way.
macro_rules! terms {
    ($(#[$meta:meta])* $name:ident { $($(#[$member_meta:meta])* $member:ident = $term:literal),+ $(,)? }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $($(#[$member_meta])* $member),+ }

        impl $name {
            /// Every member, in the order in which a list offers them.
            pub const ALL: &'static [Self] = &[$(Self::$member),+];

            /// The term as it is stored and printed in JSON.
            pub const fn term(self) -> &'static str {
                match self { $(Self::$member => $term),+ }
            }

            /// The member written as `term`.
            pub fn from_term(term: &str) -> Option<Self> {
                match term { $($term => Some(Self::$member),)+ _ => None }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.term())
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.term())
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let term = <std::borrow::Cow<'de, str>>::deserialize(deserializer)?;
                Self::from_term(&term).ok_or_else(|| {
                    serde::de::Error::custom(format!(concat!("not a ", stringify!($name), ": {}"), term))
                })
            }
        }
    };
}
pub(crate) use terms;
