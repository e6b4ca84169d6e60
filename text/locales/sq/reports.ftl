### Reports: written in the workspace, read and commented on in public.

## In public

reports-lede = Raporte të bashkisë dhe raporte të organit të pavarur që e monitoron. Mbahen veç e veç.
reports-none-text = Raporti do të jetë këtu sapo të hapet për komente.
reports-self-assessment = Vetëvlerësimi { $plan }
reports-about = Raporti për “{ $plan }”
reports-open-until = I hapur për komente deri më { $date }
reports-closed-on = Konsultimi u mbyll më { $date }
reports-final-since = Përfundimtar që nga { $date }
reports-final = Përfundimtar
reports-open-text = Ky është një draft. Lexojeni dhe thoni çfarë mungon ose është gabim: bashkia përgjigjet, dhe raporti përfundimtar i rendit të gjitha komentet me përgjigjet.
reports-comment = Komentoni këtë draft
reports-comments-closed = Komentet merren sa kohë konsultimi është i hapur.
reports-hash = Gjurma e përmbajtjes së ngrirë (SHA-256): { $hash }
reports-downloads = Merreni me vete

## Writing

reports-work-lede = Shkruani pjesët, pyesni publikun, bëjeni përfundimtar. Shifrat dhe tabelat vijnë nga të dhënat.
reports-work-none-text = Nisni vetëvlerësimin kur plani të ketë pika kyçe.
reports-new = Nis një raport
reports-new-lede = Vetëvlerësimi i bashkisë: çfarë u premtua, çfarë u bë dhe çfarë e dëshmon.
reports-language-hint = OGP kërkon gjuhën e administratës dhe anglishten: shkruani nga një për secilën.
reports-begin = Nis vetëvlerësimin
reports-begun = U nis. Draftin e sheh vetëm ekipi.
reports-begun-on = Nisur më { $date }
reports-state-draft = Në hartim
reports-state-consultation = Në konsultim
reports-state-consulted = Konsultimi mbaroi
reports-state-waiting = Përfundimtar, skedarët po bëhen
reports-state-built = Përfundimtar
reports-state-failed = Përfundimtar, skedarët nuk u bënë
reports-waiting-text = Skedarët e një raporti po bëhen.
reports-outline = Pjesët e raportit
reports-preview = Pamja e raportit
reports-section-written = Shkruar
reports-section-open = Për t’u shkruar
reports-section-optional = Sipas dëshirës
reports-chapter-records = Nga të dhënat
reports-section-conclusion-lessons = Përfundime: mësimet
reports-section-conclusion-initiatives = Përfundime: nisma të tjera
reports-section-conclusion-next = Përfundime: hapat e ardhshëm
reports-hint-introduction = Si erdhi bashkia te qeverisja e hapur dhe për çfarë është plani.
reports-hint-development = A u botua një kalendar më parë? Me cilat mjete u pyetën njerëzit, sa gjerë dhe cili forum mori pjesë?
reports-hint-implementation = Takime, botime dhe mënyra të tjera me të cilat njerëzit e ndoqën punën.
reports-hint-consultation = Si u bë i njohur drafti. Komentet dhe përgjigjet shtohen nga të dhënat.
reports-hint-recommendations = Çfarë rekomandoi organi i pavarur i monitorimit dhe çfarë u bë për secilën. Nëse ende s’ka, thuajeni.
reports-hint-exchange = Çfarë u mësua nga bashki e vende të tjera dhe çfarë mësuan ato këtu.
reports-hint-lessons = Çfarë ndihmoi, çfarë pengoi dhe çfarë do të bënit ndryshe.
reports-hint-initiatives = Punë për qeverisje të hapur jashtë planit.
reports-hint-next = Çfarë vjen më pas dhe kur.
reports-hint-markdown = Markdown: një rresht bosh mes paragrafëve, një vizë para çdo pike të një liste.
reports-prefilled = Kështu thotë plani. Asgjë prej tij nuk është në raport derisa ta ruani.
reports-save-next = Ruaj dhe vazhdo
reports-save-last = Ruaj
reports-locked = Drafti është i hapur për komente dhe mbetet siç është derisa të mbyllet konsultimi.
reports-consult-title = Pyesni publikun
reports-consult-text = { $days ->
    [one] Kushdo mund ta lexojë draftin dhe ta komentojë, të paktën një ditë.
   *[other] Kushdo mund ta lexojë draftin dhe ta komentojë, të paktën { $days } ditë. Ndërkohë nuk ndryshohet.
}
reports-consult-until = Dita e fundit
reports-consult-button = Hap konsultimin
reports-consult-unpublished = Plani ende nuk është botuar. Botojeni më parë: raporti lexohet vetëm bashkë me të.
reports-opened = Konsultimi është i hapur. Drafti tani është publik.
reports-stop = Ndal konsultimin
reports-stop-text = Banorët nuk e shohin më draftin. Komentet e tyre ruhen dhe shfaqen sërish kur ta hapni përsëri. Regjistri publik tregon arsyen.
reports-stopped = Konsultimi u ndal. Drafti nuk është më publik.
reports-finish-title = Bëjeni përfundimtar
reports-finish-text = Përmbajtja e raportit ngrin, me shifrat e sotme. Ndryshimet e mëvonshme të planit nuk e prekin.
reports-finish-button = Bëje raportin përfundimtar
reports-final-done = Raporti është përfundimtar. Skedarët po bëhen.
reports-public = Lexoni variantin publik
reports-assessment = Lexojeni pyetje për pyetje

reports-title = Raportet
reports-by-municipality = Shkruar nga bashkia
reports-by-monitor = Shkruar nga organi i monitorimit
reports-none = Ende pa raporte
reports-work-none = Ende pa raporte
reports-language = Gjuha e raportit
reports-reload = Shiko përsëri
reports-read = Lexo
