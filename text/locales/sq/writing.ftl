### Hartimi i një plani, i angazhimeve dhe i pikave kyçe në hapësirën e punës.

## Plani

plan-hint-title = Siç është në kopertinë
plan-field-reference = Njihet si
plan-hint-reference = Vitet, për shembull 2025-2027. Është pjesë e adresës.
plan-field-language = Gjuha e teksteve të planit
plan-hint-language = Gjuha në të cilën e shkruani planin
plan-field-challenges = Sfidat dhe fushat për përmirësim
plan-field-engagement = Si marrin pjesë njerëzit
plan-hint-engagement = Kush pyetet, ku dhe kur, gjatë hartimit dhe zbatimit të planit
plan-field-monitoring = Si kontrollohet dhe si ndahet ecuria
plan-hint-monitoring = Kush e shqyrton, sa shpesh, dhe ku mund ta lexojnë banorët
plan-field-monitoring-body = Organi i monitorimit
plan-hint-monitoring-body = I pavarur nga bashkia
plan-field-source = Burimi
plan-hint-source = Nga janë marrë këto të dhëna, nëse jo nga ju
plan-form-new-lede = Fillon si draft që e sheh vetëm ekipi juaj.
plan-facts = Të dhëna
plan-others = Plane të tjera
plan-no-texts = Ende pa tekste. Këtu shfaqen parathënia, vizioni dhe sfidat.
plan-state-title = Ndrysho gjendjen
plan-state-lede = Gjendja e planit tani: { $state }.
plan-state-question = Cila është gjendja e radhës?
plan-state-button = Ndrysho gjendjen
plan-state-draft-means = Planin e sheh vetëm ekipi juaj. Banorët jo.
plan-state-consultation-means = Plani, angazhimet dhe pikat kyçe janë publike, për komente.
plan-state-submitted-means = Plani është publik dhe shënohet si i dorëzuar në OGP.
plan-state-implementing-means = Plani është publik. Afatet llogariten dhe përgjegjësve u kujtohen me email.
plan-state-ended-means = Plani mbetet publik. Askujt nuk i kujtohet më asgjë.
plan-state-closed-means = Plani mbetet publik dhe asgjë në të nuk ndryshohet më. Nuk ka kthim.

## Angazhimi

commitment-page = Angazhimi { $number }
commitment-field-state = Gjendja
commitment-part-promise = Premtimi
commitment-part-relevance = Pse ka rëndësi
commitment-part-who = Kush e bën
commitment-part-when = Kur, dhe të tjera
commitment-field-sdg = Objektivat e Zhvillimit të Qëndrueshëm
commitment-hint-sdg = Objektiva ose synime të ndara me presje, për shembull 16.6, 16.7
commitment-partner = Organizata
commitment-partner-part = Roli
commitment-hint-number = Lëreni siç është për të ruajtur renditjen.
commitment-facts = Të dhëna
commitment-milestones = Pikat kyçe
commitment-public = Lexojeni si e lexojnë banorët
commitment-not-public = Ky plan nuk është ende publik. E sheh vetëm ekipi juaj.
commitment-end-title = Tërhiqe ose barte
commitment-end-question = Çfarë ndodh me të?
commitment-carry-text = Mbetet publik, i shënuar si i bartur në planin e ardhshëm, me arsyen tuaj.
reason-hint = Publike. Thoni çfarë ndodhi dhe çfarë vjen më pas.

## Pika kyçe

milestone-no-due = Pa afat
milestone-was-due = Ishte { $date }, u shty më { $moved }
milestone-due-fixed = Afati { $date }. Banorët e dinë këtë datë: për ta ndryshuar, shtyjeni dhe jepni arsyen.
milestone-field-number = Numri në angazhim
reschedule-act = Shty afatin
reschedule-hint-decided-by = E lirë. Për shembull, këshilli ose forumi
reschedule-hint-meeting = E lirë. Emri dhe dita e mbledhjes
reschedule-lede-none = Ende nuk ka afat. I riu bëhet publik bashkë me arsyen tuaj.
reschedule-earlier = Afatet e mëparshme
update-choose-none = Nuk ka pikë kyçe që mund ta përditësoni.
update-field-link-title = Çfarë tregon lidhja?
update-hint-stuck-reason = Publike. Thoni çfarë mungon dhe kush mund ta zhbllokojë.
update-lede-draft = Pika kyçe { $number }, afati { $date }. Plani është draft: atë që ruani e sheh vetëm ekipi juaj.
update-lede-draft-no-date = Pika kyçe { $number }, pa afat. Plani është draft: atë që ruani e sheh vetëm ekipi juaj.
update-panel-next-draft = Ekipi juaj e sheh ndryshimin menjëherë. Banorët e shohin kur publikohet plani.

## Fshirja e asaj që s’ka qenë publike

remove-plan = Fshi planin
remove-commitment = Fshi angazhimin
remove-milestone = Fshi pikën kyçe
remove-evidence = Fshi provën
remove-indicator = Fshi treguesin
remove-hint = Banorët nuk e kanë parë, prandaj mund të fshihet. Ajo që banorët kanë parë, tërhiqet.
remove-lede = Kjo nuk zhbëhet. Regjistri e ruan titullin për ekipin.
remove-goes = Fshihen këto
remove-updates = Përditësime
