//! What kind of page a text becomes: its content type, and the structure it is written in.

use serde::{Deserialize, Serialize};

/// A code that isn't one of the known ones, as found in a file, a row or an answer.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("“{0}” is not a known {1}.")]
pub struct UnknownCode(pub String, pub &'static str);

macro_rules! coded_enum {
    ($(#[$doc:meta])* $name:ident, $what:literal, { $($(#[$variant_doc:meta])* $variant:ident = $code:literal, $label:literal;)+ }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum $name {
            $($(#[$variant_doc])* #[serde(rename = $code)] $variant,)+
        }

        impl $name {
            /// Every value, in the order menus show them.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The stable code, the same in SQL, JSON and URLs.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $code,)+ }
            }

            /// The words a person reads.
            #[must_use]
            pub const fn label(self) -> &'static str {
                match self { $(Self::$variant => $label,)+ }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.as_str())
            }
        }

        impl std::str::FromStr for $name {
            type Err = UnknownCode;

            fn from_str(code: &str) -> Result<Self, UnknownCode> {
                match code {
                    $($code => Ok(Self::$variant),)+
                    other => Err(UnknownCode(other.chars().take(60).collect(), $what)),
                }
            }
        }
    };
}

coded_enum! {
    /// Where a text lives on a site.
    ContentType, "content type", {
        Post = "post", "Post";
        Page = "page", "Page";
        Product = "product", "Product";
        Taxonomy = "taxonomy", "Taxonomy";
    }
}

coded_enum! {
    /// How a text is built. Every structure has a template of its own: a product page is not a blog post.
    ContentStructure, "content structure", {
        Article = "article", "Article";
        Guide = "guide", "Guide";
        Comparison = "comparison", "Comparison";
        Review = "review", "Review";
        Listicle = "listicle", "Listicle";
        LandingPage = "landing_page", "Landing page";
        BusinessPage = "business_page", "Business page";
        ServicePage = "service_page", "Service page";
        General = "general", "General page";
        ClusterHub = "cluster_hub", "Cluster hub";
        ProductPage = "product_page", "Product page";
        CategoryArchive = "category_archive", "Category archive";
        TagArchive = "tag_archive", "Tag archive";
        AttributeArchive = "attribute_archive", "Attribute archive";
    }
}

impl ContentStructure {
    /// The content type a text of this structure usually is.
    #[must_use]
    pub const fn usual_type(self) -> ContentType {
        match self {
            Self::Article | Self::Guide | Self::Comparison | Self::Review | Self::Listicle => ContentType::Post,
            Self::LandingPage | Self::BusinessPage | Self::ServicePage | Self::General | Self::ClusterHub => {
                ContentType::Page
            }
            Self::ProductPage => ContentType::Product,
            Self::CategoryArchive | Self::TagArchive | Self::AttributeArchive => ContentType::Taxonomy,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{ContentStructure, ContentType};

    #[test]
    fn codes_read_back_as_what_they_were() {
        for structure in ContentStructure::ALL {
            assert_eq!(structure.as_str().parse(), Ok(*structure));
            let json = serde_json::to_string(structure).expect("an enum is JSON");
            assert_eq!(json, format!("\"{structure}\""));
        }
        for content_type in ContentType::ALL {
            assert_eq!(content_type.as_str().parse(), Ok(*content_type));
        }
        assert!("blog".parse::<ContentStructure>().is_err());
    }
}
