//! What stands around every page: head, header, footer.

use askama::filters::Safe;
use besa_domain::tenants::Tenant;
use besa_text::{Language, Words};

use crate::links;
use crate::media::Form;
use crate::page::fingerprint;
use crate::tenant::{self, City};
use crate::visitor::Visitor;

/// The page that the menu shows as open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Nav {
    /// The state of the plan.
    Overview,
    /// The plan, and what is in it.
    Plan,
    /// Comments, proposals and answers.
    TakePart,
    /// Standing bodies and their meetings.
    Meetings,
    /// Reports.
    Reports,
    /// The public log.
    Log,
    /// What there is to take away.
    Data,
    /// None of the menu's.
    Elsewhere,
}

/// A language that the page can be had in.
#[derive(Clone, Debug)]
pub struct Tongue {
    /// The language.
    pub language: Language,
    /// Where it is chosen.
    pub choose: String,
    /// The page in that language, as search engines want it; none where the address is the same.
    pub address: Option<String>,
}

/// The city that a page belongs to.
#[derive(Clone, Debug)]
pub struct Place {
    /// Its name.
    pub name: String,
    /// Its addresses.
    pub links: links::City,
    /// The stylesheet with its colours.
    pub theme: String,
    /// The address of its logo.
    pub logo: Option<String>,
    /// The figure under the header.
    pub motif: Option<String>,
    /// The office in charge.
    pub unit: Option<String>,
    /// Where residents write to.
    pub email: Option<String>,
    /// Everything of it is made up.
    pub example: bool,
}

/// Who is signed in.
#[derive(Clone)]
pub struct Person {
    /// Her name.
    pub name: String,
    /// What her forms carry back.
    pub csrf: String,
    /// Where she works.
    pub workspace: Option<String>,
}

/// Without what forms carry back.
impl std::fmt::Debug for Person {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Person").finish_non_exhaustive()
    }
}

/// What stands around a page. Templates know it as `frame`.
#[derive(Clone)]
pub struct Frame {
    /// The language.
    pub language: Language,
    /// Its words.
    pub w: &'static Words,
    /// The title of the page alone.
    pub title: String,
    /// The title of the window.
    pub window: String,
    /// One sentence for search engines.
    pub description: Option<String>,
    /// The city, on its pages.
    pub place: Option<Place>,
    /// Who is signed in.
    pub person: Option<Person>,
    /// Languages that the page can be had in.
    pub tongues: Vec<Tongue>,
    /// The open page of the menu.
    pub nav: Nav,
    /// What was just done.
    pub flash: Option<String>,
    /// This page's address, to come back to.
    pub here: String,
    /// Whether search engines are asked to leave it out.
    pub hidden: bool,
    /// The same in other forms: media type and address.
    pub forms: Vec<(&'static str, String)>,
    /// What it is about, for search engines (schema.org), as JSON in which no tag can begin.
    pub about: Option<String>,
}

impl Visitor {
    /// The frame of a page that belongs to no city.
    pub fn frame(&self, title: &str) -> Frame {
        let w = self.w();
        let here = self.asked.address_line();
        let tongues = Language::ALL.into_iter().map(|language| Tongue {
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
            tongues: tongues.collect(),
            nav: Nav::Elsewhere,
            flash: self.flash.map(|flash| flash.words(w)),
            here,
            hidden: false,
            forms: Vec::new(),
            about: None,
        }
    }
}

impl City {
    /// The frame of a page of the city.
    pub fn frame(&self, title: &str, nav: Nav) -> Frame {
        let mut frame = self.visitor.frame(title);
        let (w, links) = (self.w(), self.links());
        let rest = tenant::rest(&self.visitor.asked.path);
        let slug = &self.tenant().slug;
        frame.window = w.common_title_page(title, w.public_site(self.name()));
        if let Some(person) = &mut frame.person {
            person.workspace = self.visit.is_member().then(|| links.workspace(""));
        }
        frame.tongues = tenant::offered(self.tenant())
            .into_iter()
            .map(|language| {
                let path = format!("/{slug}/{language}/{rest}");
                Tongue {
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

    fn place(&self) -> Place {
        let tenant = self.tenant();
        Place {
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

/// Changes with the colour, and with the program that makes the steps of it.
pub fn theme_hash(tenant: &Tenant) -> String {
    fingerprint(&tenant.colour)
}

impl Frame {
    /// The same frame, for a form that was refused.
    #[must_use]
    pub fn refused(mut self, refused: bool) -> Self {
        if refused {
            self.window = self.w.common_title_error(self.window);
        }
        self
    }

    /// With a sentence for search engines.
    #[must_use]
    pub fn described(mut self, sentence: String) -> Self {
        self.description = Some(sentence);
        self
    }

    /// Left out by search engines.
    #[must_use]
    pub fn hidden(mut self) -> Self {
        self.hidden = true;
        self
    }

    /// With the same record in other forms beside it.
    #[must_use]
    pub(crate) fn beside(mut self, forms: &[Form]) -> Self {
        let page = self.here.split('?').next().unwrap_or_default();
        let address = |form: &Form| (form.bare_type(), format!("{page}.{}", form.ending()));
        self.forms = forms.iter().map(address).collect();
        self
    }

    /// With what it is about, for search engines.
    #[must_use]
    pub fn about(mut self, snippet: String) -> Self {
        self.about = Some(snippet);
        self
    }

    // Templates reach functions through the frame alone.

    /// An icon, as markup. Its meaning is said in words beside it.
    pub fn icon(&self, name: &str) -> Safe<&'static str> {
        Safe(crate::icon::icon(name))
    }

    /// The address of a built file.
    pub fn file(&self, name: &str) -> &'static str {
        crate::assets::href(name)
    }

    /// The same, where the page does without it.
    pub fn maybe_file(&self, name: &str) -> Option<&'static str> {
        crate::assets::find(name)
    }

    /// The address of the sign-in page, which leads back here. From itself it leads where it led.
    pub fn sign_in(&self) -> String {
        if self.here.starts_with(links::SIGN_IN) {
            return self.here.clone();
        }
        links::sign_in(&self.here)
    }

    /// Whether a page of the menu is open.
    pub fn at(&self, nav: Nav) -> bool {
        self.nav == nav
    }
}
