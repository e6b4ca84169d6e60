//! A city as its mails show it: its name in one language, its colours, and the addresses of its pages.

use super::message::line;
use besa_domain::VoiceId;
use besa_domain::tenants::Tenant;
use besa_text::{Language, Words, words};
use uuid::Uuid;

/// The default colour, for a city on whose colour white text would not be legible.
const OWN: Rgb = Rgb(0x0b, 0x4f, 0x63);
/// The minimum contrast of text (WCAG 2.2, 1.4.3).
const LEGIBLE: f64 = 4.5;

/// A city in the language of one mail.
#[derive(Debug, Clone)]
pub(crate) struct City {
    pub(crate) language: Language,
    pub(crate) name: String,
    /// The responsible office.
    pub(crate) unit: Option<String>,
    /// Whether all its data is example data.
    pub(crate) example: bool,
    /// Its colour, on which white text is legible: `#0b4f63`.
    pub(crate) colour: String,
    /// A light tint of that colour, on which dark text is legible.
    pub(crate) tint: String,
    /// The public address of Besa, without a slash at the end.
    root: String,
    /// The name of the city in URLs.
    pub(super) slug: String,
    /// The address of its pages in one language.
    pages: String,
}

impl City {
    /// Creates a city in the wanted language if Besa supports it, else in the city's default language.
    pub(crate) fn of(tenant: &Tenant, root: &str, wanted: &str) -> Self {
        let language = Language::parse(wanted)
            .or_else(|| Language::parse(&tenant.default_language))
            .unwrap_or_default();
        let code = language.code();
        // The language of the mail may be one in which the city has no pages.
        let pages_in = if tenant.languages.0.iter().any(|each| each == code) {
            code
        } else {
            &tenant.default_language
        };
        let colour = Rgb::parse(&tenant.colour)
            .filter(|colour| colour.carries_white())
            .unwrap_or(OWN);
        Self {
            language,
            name: line(tenant.name(code)),
            unit: tenant.unit.as_deref().map(line),
            example: tenant.example,
            colour: colour.hex(),
            tint: colour.tint().hex(),
            root: root.to_owned(),
            slug: tenant.slug.clone(),
            pages: format!("{root}/{}/{pages_in}", tenant.slug),
        }
    }

    pub(crate) fn words(&self) -> &'static Words {
        words(self.language)
    }

    /// Returns the public page of a milestone, by its numbers. The address contains the plan, so that it
    /// still works when another plan is current.
    pub(crate) fn milestone(&self, plan: &str, commitment: i32, milestone: i32) -> String {
        format!(
            "{}/plans/{plan}/commitments/{commitment}/milestones/{milestone}",
            self.pages
        )
    }

    /// Returns the page of the current plan.
    pub(crate) fn plan(&self) -> String {
        format!("{}/plan", self.pages)
    }

    /// Returns the page of a plan, by its reference.
    pub(crate) fn plan_of(&self, plan: &str) -> String {
        format!("{}/plans/{plan}", self.pages)
    }

    /// Returns the public page of a commitment, by its number.
    pub(crate) fn commitment(&self, plan: &str, commitment: i32) -> String {
        format!("{}/plans/{plan}/commitments/{commitment}", self.pages)
    }

    /// Returns the page of a record; `records` is `meetings`, `reports` or `assessments`.
    pub(crate) fn page(&self, records: &str, id: Uuid) -> String {
        format!("{}/{records}/{id}", self.pages)
    }

    /// Returns the page of the public log.
    pub(crate) fn log(&self) -> String {
        format!("{}/log", self.pages)
    }

    /// Returns the page on which a subscription is confirmed and changed.
    pub(crate) fn subscription(&self, secret: &str) -> String {
        format!("{}/subscribe/{secret}", self.pages)
    }

    /// Returns the address for unsubscribing: a page for people, one-click for mail programs.
    pub(crate) fn unsubscribe(&self, secret: &str) -> String {
        format!("{}/subscribe/{secret}/stop", self.pages)
    }

    /// Returns a page of the workspace about a milestone; `what` is `update` or `reschedule`.
    pub(crate) fn workspace(&self, commitment: i32, milestone: i32, what: &str) -> String {
        format!(
            "{}/w/commitments/{commitment}/milestones/{milestone}/{what}",
            self.pages
        )
    }

    /// Returns a page of the workspace.
    pub(crate) fn desk(&self, page: &str) -> String {
        format!("{}/w/{page}", self.pages)
    }

    /// Returns the page on which an e-mail address is confirmed.
    pub(crate) fn confirmation(&self, secret: &str) -> String {
        format!("{}/voices/confirm/{secret}", self.pages)
    }

    /// Returns the page with the list of comments and proposals.
    pub(crate) fn voices(&self) -> String {
        format!("{}/voices", self.pages)
    }

    /// Returns the page of a comment or proposal.
    pub(crate) fn voice(&self, id: VoiceId) -> String {
        format!("{}/voices/{id}", self.pages)
    }

    /// Returns the page on which a reviewer's question is answered.
    pub(crate) fn query(&self, id: &str) -> String {
        format!("{}/w/queries/{id}", self.pages)
    }

    /// Returns the page of the city for reviewers.
    pub(crate) fn record(&self) -> String {
        format!("{}/review/cities/{}", self.root, self.slug)
    }

    /// Returns the page on which an invitation is accepted.
    pub(crate) fn invitation(&self, secret: &str) -> String {
        format!("{}/invite/{secret}", self.root)
    }
}

/// A colour: red, green and blue.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Rgb(u8, u8, u8);

impl Rgb {
    fn parse(text: &str) -> Option<Self> {
        let [_, red, green, blue] = u32::from_str_radix(text.strip_prefix('#')?, 16).ok()?.to_be_bytes();
        Some(Self(red, green, blue))
    }

    fn hex(self) -> String {
        format!("#{:02x}{:02x}{:02x}", self.0, self.1, self.2)
    }

    /// Mixes the colour with four fifths of white.
    fn tint(self) -> Self {
        let towards = |channel: u8| channel + (255 - channel) / 5 * 4;
        Self(towards(self.0), towards(self.1), towards(self.2))
    }

    /// Checks whether white text is legible on it, by the contrast ratio of WCAG 2.
    fn carries_white(self) -> bool {
        let linear = |channel: u8| {
            let share = f64::from(channel) / 255.0;
            if share <= 0.04045 {
                share / 12.92
            } else {
                ((share + 0.055) / 1.055).powf(2.4)
            }
        };
        let luminance = 0.2126 * linear(self.0) + 0.7152 * linear(self.1) + 0.0722 * linear(self.2);
        1.05 / (luminance + 0.05) >= LEGIBLE
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn white_stands_on_dark_colours_alone() {
        let carries = |text| Rgb::parse(text).unwrap().carries_white();
        assert!(carries("#0b4f63") && carries("#a3004f") && carries("#767676"));
        assert!(!carries("#777777") && !carries("#ffd400") && !carries("#ffffff"));
        assert_eq!(Rgb::parse("#0b4f63").unwrap().hex(), "#0b4f63");
        assert_eq!(Rgb::parse("blue"), None);
    }
}
