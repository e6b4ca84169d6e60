//! The frame around every page: head, header and footer.

use askama::filters::Safe;
use besa_domain::tenants::Tenant;
use besa_text::{Language, Words};

use crate::links;
use crate::media::Format;
use crate::page::fingerprint;
use crate::tenant::{self, City};
use crate::visitor::Visitor;

/// The menu item of the current page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Nav {
    /// The overview: the state of the plan.
    Overview,
    /// The plan and its records.
    Plan,
    /// Comments, proposals and responses.
    TakePart,
    /// Forums and their meetings.
    Meetings,
    /// Reports.
    Reports,
    /// The public log.
    Log,
    /// Open data.
    Data,
    /// Not in the menu.
    Elsewhere,
}

/// A language that the page is available in.
#[derive(Clone, Debug)]
pub struct LanguageLink {
    /// The language.
    pub language: Language,
    /// The URL that chooses this language.
    pub choose: String,
    /// The absolute URL of the page in this language, for search engines; `None` where all languages share
    /// one URL.
    pub address: Option<String>,
}

/// The city that a page belongs to.
#[derive(Clone, Debug)]
pub struct CityHeader {
    /// Its name.
    pub name: String,
    /// The URLs of its pages.
    pub links: links::City,
    /// The URL of the stylesheet with its colours.
    pub theme: String,
    /// The URL of its logo.
    pub logo: Option<String>,
    /// The code of the motif under the header; `None` for no motif.
    pub motif: Option<String>,
    /// The office in charge.
    pub unit: Option<String>,
    /// The contact e-mail address for residents.
    pub email: Option<String>,
    /// Whether the city is an example with made-up data.
    pub example: bool,
}

/// The signed-in person.
#[derive(Clone)]
pub struct Person {
    /// Their name.
    pub name: String,
    /// The form token that their forms carry.
    pub csrf: String,
    /// The URL of their workspace in this city; `None` where they are not a member.
    pub workspace: Option<String>,
}

/// Leaves out the form token.
impl std::fmt::Debug for Person {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Person").finish_non_exhaustive()
    }
}

/// The frame around a page. Templates know it as `frame`.
#[derive(Clone)]
pub struct Frame {
    /// The language.
    pub language: Language,
    /// The messages of that language.
    pub w: &'static Words,
    /// The page's own title.
    pub title: String,
    /// The title of the browser window.
    pub window: String,
    /// The meta description: one sentence for search engines.
    pub description: Option<String>,
    /// The city, for pages of a city.
    pub place: Option<CityHeader>,
    /// The signed-in person; `None` without a session.
    pub person: Option<Person>,
    /// The languages that the page is available in.
    pub languages: Vec<LanguageLink>,
    /// The menu item of the current page.
    pub nav: Nav,
    /// The message about what was just done.
    pub flash: Option<String>,
    /// Path and query of this page, for links that return to it.
    pub here: String,
    /// Whether search engines are asked not to index the page.
    pub hidden: bool,
    /// Other formats of the page's record: media type and URL of each.
    pub formats: Vec<(&'static str, String)>,
    /// Structured data for search engines (schema.org): JSON in which no HTML tag can begin.
    pub about: Option<String>,
}

impl Visitor {
    /// Returns the frame of a page that belongs to no city.
    pub fn frame(&self, title: &str) -> Frame {
        let w = self.w();
        let here = self.request.address_line();
        let languages = Language::ALL.into_iter().map(|language| LanguageLink {
            language,
            choose: links::language(language, &here),
            address: None,
        });
        Frame {
            language: self.language,
            w,
            title: title.to_owned(),
            window: w.common_title_page(title, w.common_product()),
            description: None,
            place: None,
            person: self.session.as_ref().map(|session| Person {
                name: session.account.name.clone(),
                csrf: session.csrf.clone(),
                workspace: None,
            }),
            languages: languages.collect(),
            nav: Nav::Elsewhere,
            flash: self.flash.map(|flash| flash.words(w)),
            here,
            hidden: false,
            formats: Vec::new(),
            about: None,
        }
    }
}

impl City {
    /// Returns the frame of a page of the city.
    pub fn frame(&self, title: &str, nav: Nav) -> Frame {
        let mut frame = self.visitor.frame(title);
        let (w, links) = (self.w(), self.links());
        let rest = tenant::rest(&self.visitor.request.path);
        let slug = &self.tenant().slug;
        frame.window = w.common_title_page(title, w.public_site(self.name()));
        if let Some(person) = &mut frame.person {
            person.workspace = self.visit.is_member().then(|| links.workspace(""));
        }
        frame.languages = tenant::offered(self.tenant())
            .into_iter()
            .map(|language| {
                let path = format!("/{slug}/{language}/{rest}");
                LanguageLink {
                    language,
                    choose: links::language(language, &path),
                    address: Some(format!("{}{path}", self.visitor.app.base_url)),
                }
            })
            .collect();
        frame.place = Some(self.place());
        frame.nav = nav;
        frame
    }

    fn place(&self) -> CityHeader {
        let tenant = self.tenant();
        CityHeader {
            name: self.name().to_owned(),
            links: self.links(),
            theme: links::theme(&tenant.slug, &theme_hash(tenant)),
            logo: tenant.logo_path(),
            motif: (tenant.motif != "none").then(|| tenant.motif.clone()),
            unit: tenant.unit.clone(),
            email: tenant.contact_email.clone(),
            example: tenant.example,
        }
    }
}

/// Returns the hash in the theme's URL. It changes with the city's colour and with the build, since the
/// build computes the shades.
pub fn theme_hash(tenant: &Tenant) -> String {
    fingerprint(&tenant.colour)
}

impl Frame {
    /// Marks the window title if the form was refused.
    #[must_use]
    pub fn refused(mut self, refused: bool) -> Self {
        if refused {
            self.window = self.w.common_title_error(self.window);
        }
        self
    }

    /// Sets the meta description.
    #[must_use]
    pub fn described(mut self, sentence: String) -> Self {
        self.description = Some(sentence);
        self
    }

    /// Asks search engines not to index the page.
    #[must_use]
    pub fn hidden(mut self) -> Self {
        self.hidden = true;
        self
    }

    /// Adds links to the same record in other formats.
    #[must_use]
    pub(crate) fn with_formats(mut self, formats: &[Format]) -> Self {
        let page = self.here.split('?').next().unwrap_or_default();
        let address = |format: &Format| (format.bare_type(), format!("{page}.{}", format.ending()));
        self.formats = formats.iter().map(address).collect();
        self
    }

    /// Adds structured data for search engines.
    #[must_use]
    pub fn about(mut self, snippet: String) -> Self {
        self.about = Some(snippet);
        self
    }

    // Templates can call functions only through the frame.

    /// Returns the markup of an icon. Its meaning must also be given in words.
    pub fn icon(&self, name: &str) -> Safe<&'static str> {
        Safe(crate::icon::icon(name))
    }

    /// Returns the URL of a built file.
    pub fn file(&self, name: &str) -> &'static str {
        crate::assets::href(name)
    }

    /// Returns the URL of a built file that the page can do without; `None` if it was not built.
    pub fn maybe_file(&self, name: &str) -> Option<&'static str> {
        crate::assets::find(name)
    }

    /// Returns the URL of the sign-in page, which returns to this page; on the sign-in page itself, the URL
    /// of this page.
    pub fn sign_in(&self) -> String {
        if self.here.starts_with(links::SIGN_IN) {
            return self.here.clone();
        }
        links::sign_in(&self.here)
    }

    /// Returns whether `nav` is the menu item of the current page.
    pub fn at(&self, nav: Nav) -> bool {
        self.nav == nav
    }
}
