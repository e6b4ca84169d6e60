### The public log: the page, and one sentence for each kind of change.

## Public log

log-title = Regjistri publik
log-lede = Çdo ndryshim i planit, më i riu i pari. Shënimet nuk mund të ndryshohen ose të fshihen.
log-filter-kind = Lloji i ndryshimit
log-filter-from = Nga
log-filter-to = Deri
log-empty = Asnjë ndryshim nuk përputhet me këta filtra
log-empty-text = Hiqni filtrat për të parë çdo ndryshim.
log-feed = Abonohuni në prurje
log-verify-title = Kontrollojeni vetë regjistrin
log-verify-text = Çdo shënim mban gjurmën e shënimit të mëparshëm, prandaj çdo ndryshim i mëvonshëm duket.
log-head = { $entries ->
    [one] Një shënim, gjurma { $hash }
   *[other] { $entries } shënime, gjurma më e re { $hash }
}
log-fingerprint = Gjurma
log-by = nga { $role }
log-by-system = nga sistemi
log-by-municipality = nga bashkia
log-by-author = nga autori
log-by-organisation = nga organizata
log-kind-plan = Plani
log-kind-commitment = Angazhimet
log-kind-milestone = Pikat kyçe
log-kind-evidence = Provat
log-older = Ndryshime më të vjetra
log-newest = Ndryshimet më të reja

log-verify-entries = Të gjitha hyrjet publike (JSON)
log-verify-heads = Kokat e nënshkruara (JSON)
log-verify-page = Kontrolloni të dy skedarët pa lidhje interneti

## Checking a log offline

log-check-title = Kontrolloni një regjistër pa lidhje interneti
log-check-lede = Kjo faqe llogarit çdo gjurmë të regjistrit dhe e krahason regjistrin me kokat e nënshkruara. Punon pa lidhje: ruajeni dhe hapeni kur të doni. Asgjë nuk dërgohet.
log-check-how = Zgjidhni hyrjet e regjistrit të një bashkie (entries.json) dhe, nëse keni, një skedar me koka të nënshkruara (heads.json). Kokat që keni ruajtur më parë tregojnë edhe nëse regjistri është rishkruar që atëherë.
log-check-files = Skedarët
log-check-result = Rezultati
log-check-waiting = Zgjidhni skedarët për të filluar.
log-check-unreadable = Ky skedar nuk mund të lexohet
log-check-entries-missing = Zgjidhni edhe hyrjet e një regjistri.
log-check-sound = Çdo hyrje është ashtu siç u shkrua. Numri i hyrjeve
log-check-bad = Regjistri nuk është i saktë. Hyrja e parë e gabuar
log-check-head-good = Regjistri përputhet me kokën e nënshkruar të hyrjes
log-check-head-other = Regjistri është rishkruar. Nuk përputhet me kokën e nënshkruar të hyrjes
log-check-head-gone = Fundi i regjistrit është hequr. Ekziston një kokë e nënshkruar e hyrjes
log-check-head-forged = Nënshkrimi është i gabuar për kokën e hyrjes
log-check-head-none = Nuk u dha asnjë kokë e nënshkruar e këtij regjistri. Hyrjet përputhen me njëra-tjetrën; nuk dihet nëse janë të gjitha.
log-check-key = Nënshkruar me çelësin
log-check-unsupported = Ky shfletues nuk mund të kontrollojë nënshkrime (Ed25519). Përdorni një të ri.
log-heads-title = Kokat e nënshkruara të regjistrave
# $date (String) - a day
log-heads-of = Kokat e nënshkruara të datës { $date }

## What happened, one sentence a kind of change

log-event-tenant-created = U hap faqja e: { $subject }.
log-event-tenant-changed = U ndryshuan të dhënat e: { $subject }.
log-event-tenant-logo = U ndryshua stema e: { $subject }.
log-event-tenant-logo-removed = U hoq stema e: { $subject }.
log-event-plan-created = U krijua drafti “{ $subject }”.
log-event-plan-changed = U ndryshua “{ $subject }”.
log-event-plan-removed = U fshi drafti “{ $subject }”.
log-event-plan-published = U publikua “{ $subject }”.
log-event-plan-state-changed = “{ $subject }” kaloi nga { $from } në { $to }.
log-event-commitment-created = U shtua angazhimi “{ $subject }”.
log-event-commitment-changed = U ndryshua teksti i angazhimit “{ $subject }”.
log-event-commitment-withdrawn = U tërhoq angazhimi “{ $subject }”.
log-event-commitment-removed = U fshi angazhimi “{ $subject }”. Nuk ishte publik asnjëherë.
log-event-commitment-state-changed = Angazhimi “{ $subject }” kaloi nga { $from } në { $to }.
log-event-milestone-created = U shtua pika kyçe “{ $subject }”.
log-event-milestone-changed = U ndryshua teksti i pikës kyçe “{ $subject }”.
log-event-milestone-updated = Bashkia raportoi për pikën kyçe “{ $subject }”.
log-event-milestone-state-changed = Pika kyçe “{ $subject }” kaloi nga { $from } në { $to }.
log-event-milestone-rescheduled = Afati i “{ $subject }” u shty nga { $from } në { $to }.
log-event-milestone-moved = Afati i “{ $subject }” u shty.
log-event-milestone-dated = “{ $subject }” mori një afat: { $to }.
log-event-milestone-withdrawn = U tërhoq pika kyçe “{ $subject }”.
log-event-milestone-removed = U fshi pika kyçe “{ $subject }”. Nuk ishte publike asnjëherë.
log-event-evidence-added = U shtua prova “{ $subject }”.
log-event-evidence-withdrawn = U tërhoq prova “{ $subject }”.
log-event-evidence-removed = U fshi prova “{ $subject }”. Nuk ishte publike asnjëherë.
log-event-evidence-verified = Organi i monitorimit verifikoi “{ $subject }”.
log-event-evidence-questioned = Organi i monitorimit vuri në dyshim “{ $subject }”.
log-event-evidence-answered = Bashkia iu përgjigj organit të monitorimit për “{ $subject }”.
log-event-assessment-submitted = Organi i monitorimit dorëzoi vlerësimin për “{ $subject }”.
log-event-assessment-replied = Bashkia iu përgjigj vlerësimit për “{ $subject }”.
log-event-assessment-published = Organi i monitorimit publikoi vlerësimin për “{ $subject }”.
log-event-stakeholder-added = { $subject } u shtua te organizatat.
log-event-stakeholder-changed = U ndryshuan të dhënat e: { $subject }.
log-event-stakeholder-removed = { $subject } u hoq nga organizatat.
log-event-stakeholder-merged = { $merged } dhe { $subject } janë tani një organizatë: { $subject }.
log-event-import-confirmed = U importua një plan nga “{ $subject }”.
log-event-report-started = Bashkia nisi një raport për “{ $subject }”.
log-event-report-written = Bashkia ndryshoi raportin e saj për “{ $subject }”.
log-event-report-consulted = Raporti për “{ $subject }” është i hapur për komente deri më { $to }.
log-event-report-finished = Raporti për “{ $subject }” është përfundimtar.
log-event-report-built = U përgatit raporti “{ $subject }”.
log-event-plan-endorsed = { $subject } e miratoi planin.
log-event-plan-declined = { $subject } nuk e miratoi planin.
log-event-person-appointed = U shënua për kë vepron një bashkëkrijues: { $subject }.
log-event-person-invited = U ftua një person. Roli: { $subject }.
log-event-role-given = Një personi iu dha roli: { $subject }.
log-event-role-taken = Një personi iu hoq roli: { $subject }.
log-event-monitor-given = U dha roli i organit të pavarur të monitorimit: { $subject }.
log-event-monitor-joined = Një person iu bashkua organit të pavarur të monitorimit: { $subject }.
log-event-monitor-left = Një person u largua nga organi i pavarur i monitorimit: { $subject }.
log-event-monitor-taken = U hoq roli i organit të pavarur të monitorimit: { $subject }.
log-event-comment-added = U shkrua një koment për “{ $subject }”.
log-event-comment-published = Një koment për “{ $subject }” u publikua pas moderimit.
log-event-comment-hidden = Një koment për “{ $subject }” u fsheh nga moderimi.
log-event-proposal-added = U bë një propozim te { $subject }.
log-event-proposal-published = Një propozim te { $subject } u publikua pas moderimit.
log-event-proposal-hidden = Një propozim te { $subject } u fsheh nga moderimi.
log-event-response-added = Bashkia iu përgjigj një komenti për “{ $subject }”.
log-event-response-corrected = Bashkia korrigjoi përgjigjen e saj për një koment te “{ $subject }”.
log-event-proposal-answered = Një propozim mori përgjigje nga { $subject }.
log-event-voice-rules-changed = U ndryshuan rregullat për komentet te { $subject }.
log-event-holiday-added = { $subject }: { $date } është ditë pushimi, dhe bashkia nuk përgjigjet atë ditë.
log-event-holiday-removed = { $subject }: { $date } është sërish ditë pune.
log-event-review-read = Stafi i OGP-së i lexoi të dhënat e qytetit: { $subject }.
log-event-review-query = Stafi i OGP-së i bëri një pyetje qytetit: { $subject }.
log-event-review-answer = { $subject } iu përgjigj një pyetjeje nga OGP.
log-event-forum-created = U ngrit organi i përhershëm “{ $subject }”.
log-event-forum-changed = U ndryshuan të dhënat e “{ $subject }”.
log-event-forum-seat-added = U shtua një vend te “{ $subject }”.
log-event-forum-seat-changed = U ndryshua një vend te “{ $subject }”.
log-event-meeting-called = U thirr mbledhja “{ $subject }”.
log-event-meeting-changed = U ndryshua mbledhja “{ $subject }”.
log-event-meeting-moved = Mbledhja “{ $subject }” u zhvendos në një kohë tjetër.
log-event-meeting-held = Mbledhja “{ $subject }” u mbajt dhe procesverbali është publik.
log-event-meeting-cancelled = U anulua mbledhja “{ $subject }”.
log-event-paper-added = Një mbledhjeje iu shtua materiali “{ $subject }”.
log-event-paper-changed = U ndryshua materiali “{ $subject }” i një mbledhjeje.
log-event-decision-added = U shënua një vendim i mbledhjes “{ $subject }”.
log-event-decision-changed = U ndryshua një vendim i mbledhjes “{ $subject }”.
log-event-strategy-added = Planeve të tjera iu shtua “{ $subject }”.
log-event-strategy-changed = U ndryshua çfarë thuhet për planin “{ $subject }”.
log-event-round-added = U shtua një raund te “{ $subject }”.
log-event-round-changed = U ndryshua një raund te “{ $subject }”.
log-event-commitment-assigned = Një personi iu kërkua të raportojë për një angazhim.
log-event-commitment-unassigned = Një person nuk raporton më për një angazhim.
log-event-contact-added = U shtua një kontakt.
log-event-contact-changed = U ndryshua një kontakt.
log-event-import-cancelled = Një importim u anulua.
log-event-import-undone = Një importim u kthye mbrapsht.
log-event-invitation-withdrawn = Një ftesë u tërhoq.
log-event-reach-changed = U ndryshuan qytetet e një rishikuesi.
log-event-person-signed-out = U mbyllën të gjitha sesionet e një personi.
log-event-staff-role-given = Një personi iu dha një rol mbi qytetet.
log-event-staff-role-taken = U hoq një rol mbi qytetet.
log-event-token-made = U krijua një kod aksesi.
log-event-token-revoked = U shfuqizua një kod aksesi.
