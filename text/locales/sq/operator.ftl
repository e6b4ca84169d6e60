### What operators see: the queue.

## The queue

operator-jobs-title = Radha
operator-jobs-lede = Çfarë pret, çfarë punon dhe çfarë dështoi, në të gjitha qytetet. Përmbajtja e një pune nuk shfaqet: mund të jetë adresë.
operator-jobs-states = Punët sipas gjendjes
operator-jobs-oldest = Puna që pret më gjatë pret që nga { $time }.
operator-jobs-none-due = Asgjë me afat nuk pret.
operator-jobs-failed = Çfarë nuk funksionoi
operator-jobs-no-failures = Asgjë nuk dështoi.
operator-jobs-kind = Puna
operator-jobs-city = Qyteti
operator-jobs-state = Gjendja
operator-jobs-attempts = Prova
operator-jobs-since = Që nga
operator-jobs-why = Pse
operator-jobs-retry = Provo përsëri
operator-jobs-retry-all = Provoji të gjitha përsëri
operator-jobs-retried = Po provohet përsëri tani.
operator-jobs-platform = Platforma
operator-jobs-unknown-hint = E panjohur: emaili u dorëzua dhe nuk erdhi përgjigje. Një provë tjetër mund ta dërgojë dy herë.
operator-mail-stuck = { $count ->
    [one] Emailet nuk po dalin. Një email pret, që nga { $time }.
   *[other] Emailet nuk po dalin. { $count } emaile presin, i pari që nga { $time }.
}
operator-mail-why = Serveri i emailit: { $why }
operator-mail-stuck-city = Emailet nuk po dalin që nga { $time }. Kujtesat dhe emailet e tjera të këtij qyteti presin; asgjë nuk humbet. Edhe operatori e sheh këtë.

## States and kinds of jobs

operator-state-planned = E planifikuar
operator-state-waiting = Me afat
operator-state-running = Në punë
operator-state-sending = Po dërgohet
operator-state-retrying = Provohet më vonë
operator-state-failed = E lënë
operator-state-unknown = E panjohur
operator-kind-plan-reminders = Kërkimi i kujtesave
operator-kind-refresh-figures = Rifreskimi i shifrave
operator-kind-send-reminder = Kujtesë
operator-kind-send-invitation = Ftesë
operator-kind-build-report = Përgatitja e raportit
operator-kind-confirm-subscription = Vërtetimi i abonimit
operator-kind-plan-digests = Kërkimi i përmbledhjeve
operator-kind-send-digest = Përmbledhje
operator-kind-clean-up = Pastrimi
operator-kind-send-confirmation = Pyetja e adresës së folësit
operator-kind-send-receipt = Dëftesë
operator-kind-send-moderation = Moderimi i një komenti
operator-kind-send-response = Përgjigje për një zë
operator-kind-send-query = Pyetje e rishikuesit
operator-kind-send-answer = Përgjigje për rishikuesin
operator-kind-send-obligation = Kujtesë e kalendarit të OGP-së
