### The workbook that can be downloaded: its guide and a note on each heading.

workbook-sheet-of-plan = Plani
workbook-sheet-of-commitments = Angazhimet
workbook-sheet-of-milestones = Pikat kyçe
workbook-sheet-of-stakeholders = Organizatat
workbook-sheet-of-guide = Si plotësohet
workbook-sheet-of-lists = Listat
workbook-title = Si plotësohet ky skedar
workbook-line-rows = Shkruani një rresht për çdo angazhim, pikë kyçe dhe organizatë. Fleta Plan ka një rresht.
workbook-line-headings = Mos i ndryshoni titujt e kolonave dhe emrat e fletëve: importi i gjen qelizat sipas tyre.
workbook-line-choices = Zgjidhni nga lista në qelizat që kanë listë. Lexohen edhe kodet e API-së, si in_progress.
workbook-line-empty = Lëreni qelizën bosh kur nuk e dini. Asgjë nuk ruhet para se të shihni çfarë do të krijohet.
workbook-line-back = Ky skedar ka planin siç është në Besa. Ndryshoni qeliza ose shtoni rreshta dhe importojeni skedarin: më parë shihni çdo ndryshim dhe mund të raportoni gjendjet e reja.
workbook-line-cleared = Një qelizë që e boshatisni nuk ndryshon asgjë. Një rresht që e fshini mbetet në Besa.
workbook-line-people = Personat nuk janë në këtë skedar. Emrat dhe emailet e tyre mbeten në Besa.
workbook-column-sheet = Fleta
workbook-column-heading = Titulli
workbook-column-needed = E nevojshme
workbook-column-about = Çfarë shkruhet
workbook-column-example = Shembull
workbook-needed = e nevojshme
workbook-example = Shembull: { $example }
workbook-choose = Zgjidhni një fjalë nga lista ose lëreni qelizën bosh.

workbook-holds-key = Me të Besa gjen regjistrimin. Mos e ndryshoni; lëreni bosh në një rresht të ri.

## Kinds of cells

workbook-holds-text = Tekst i shkurtër
workbook-holds-prose = Fjali ose paragrafë
workbook-holds-day = Një ditë (2026-10-31) ose një muaj (2026-10, që do të thotë dita e tij e fundit)
workbook-holds-number = Numër i plotë
workbook-holds-list = Disa tekste me pikëpresje mes tyre
workbook-holds-choice = Një nga këto fjalë:
workbook-holds-choices = Cilatdo nga këto fjalë me pikëpresje mes tyre:

## Sheet Plan

workbook-plan-reference = Vitet që emërtojnë planin në adresa: shkronja, shifra dhe viza
workbook-plan-ogp-id = Numri i planit në faqen e OGP-së
workbook-plan-language = Gjuha e teksteve: sq ose en
workbook-plan-achievements = Çfarë është arritur deri tani në qeverisjen e hapur
workbook-plan-challenges = Çfarë duhet përmirësuar ende
workbook-plan-medium-term-goals = Çfarë duhet të arrijë qeverisja e hapur në vitet e ardhshme
workbook-plan-contribution-to-vision = Si i shërben plani vizionit afatgjatë
workbook-plan-wider-policy-goals = Si i shërben vizioni politikave të tjera të bashkisë
workbook-plan-institutional-arrangements = Si punojnë institucionet së bashku për planin
workbook-plan-collaboration-spaces = Ku takohen bashkia dhe shoqëria civile, në internet dhe ballë për ballë
workbook-plan-diversity-measures = Çfarë u bë që të marrin pjesë njerëz të ndryshëm
workbook-plan-participants = Kush mori pjesë
workbook-plan-groups = Sa grupe morën pjesë
workbook-plan-public-meetings = Sa takime publike u mbajtën
workbook-plan-continued-collaboration = Si vazhdon puna e përbashkët gjatë zbatimit të planit
workbook-plan-conflict-resolution = Kush vendos kur nuk ka marrëveshje
workbook-plan-monitoring-body = Organi i pavarur i monitorimit
workbook-plan-monitoring-body-description = Çfarë bën organi i monitorimit për këtë plan
workbook-plan-monitoring-contact = Kontakti i organit të monitorimit. Nuk publikohet.
workbook-plan-monitoring-email = Emaili i këtij kontakti. Nuk publikohet.
workbook-plan-progress-discussions = Si diskutohet ecuria me të përfshirët
workbook-plan-progress-checks = Si kontrollohet ecuria me institucionet
workbook-plan-publication-of-results = Si bëhen publike rezultatet e monitorimit

## Sheet Commitments

workbook-commitment-state = Gjendja e angazhimit. Bosh do të thotë i pranuar.
workbook-commitment-state-reason = E nevojshme nëse u tërhoq ose kaloi në planin tjetër
workbook-commitment-others = Organizata që as drejtojnë, as mbështesin
workbook-commitment-source = Nga vijnë këto të dhëna
workbook-commitment-institutions = Të gjitha institucionet e përfshira
workbook-commitment-why-relevant = Pse angazhimi lidhet me këto vlera
workbook-commitment-sdg-targets = Synimet e Objektivave të Zhvillimit të Qëndrueshëm

## Sheet Milestones

workbook-milestone-commitment-number = Numri i angazhimit të cilit i përket pika kyçe, si në fletën e angazhimeve
workbook-milestone-dates = Fillimi dhe afati në një tekst, si në plan. Lexohet kur kolonat e datave janë bosh.
workbook-milestone-supporters = Organizata që mbështesin punën
workbook-milestone-others = Organizata që as drejtojnë, as mbështesin
workbook-milestone-number = Numri i pikës kyçe
workbook-milestone-responsible-title = Detyra dhe drejtoria e këtij personi
workbook-milestone-responsible-email = Emaili për kujtesat. Nuk publikohet.
workbook-milestone-reason = Pse është bllokuar ose u tërhoq
workbook-milestone-evaluation-link = Adresa e një raporti për të

## Sheet Stakeholders

workbook-stakeholder-organisation = Emri i organizatës
workbook-stakeholder-kind = Lloji i organizatës
workbook-stakeholder-person = Emri i një personi. Nuk publikohet.
workbook-stakeholder-person-title = Detyra e këtij personi
workbook-stakeholder-email = Emaili i këtij personi. Nuk publikohet.
workbook-stakeholder-website = Faqja e organizatës në internet
workbook-stakeholder-commitment-number = Numri i angazhimit. Bosh do të thotë gjithë plani.
workbook-stakeholder-part = Çfarë bën organizata aty
