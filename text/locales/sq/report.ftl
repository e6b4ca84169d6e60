### The self-assessment report of the government: front matter, sections, tables, counts.

## Front matter

report-title = Raport vetëvlerësimi
report-title-of = Raport vetëvlerësimi: { $city }, plani i veprimit { $years }
report-subtitle = Plani i veprimit për qeverisje të hapur { $years }
report-author = Hartuar nga { $city }
report-author-note = Ky është raporti i vetë bashkisë. Organi i pavarur i monitorimit i shkruan raportet e veta veçmas.
report-date = Gjendja më { $date }
report-version-draft = Draft në punë
report-draft = Draft për konsultim
report-final = Versioni përfundimtar
report-contents = Përmbajtja
report-page = Faqja { $page } nga { $pages }
report-licence = Tekstet dhe të dhënat: CC BY 4.0
report-example = Të dhëna shembull. Nuk është dokument zyrtar.
report-check = Hartuar nga regjistri publik me gjurmën { $hash }

## Sections

report-section-introduction = Hyrje dhe sfondi
report-section-process = Procesi i planit të veprimit
report-section-process-development = Konsultimi gjatë hartimit të planit
report-section-process-implementation = Konsultimi gjatë zbatimit të planit
report-section-process-report = Konsultimi për këtë raport
report-section-recommendations = Rekomandimet e organit të monitorimit dhe çfarë u bë
report-section-implementation = Zbatimi i angazhimeve
report-section-exchange = Shkëmbimi dhe të mësuarit nga të tjerët
report-section-conclusion = Përfundime: mësimet, nisma të tjera, hapat e ardhshëm
report-section-evidence = Lista e provave
report-section-foreword = Parathënie
report-section-vision = Vizioni
report-nothing-recorded = Për këtë pjesë nuk u shënua asgjë.
report-introduction = { $commitments ->
    [one] { $city }: plani shtrihet nga { $start } deri në { $end } dhe ka një angazhim.
   *[other] { $city }: plani shtrihet nga { $start } deri në { $end } dhe ka { $commitments } angazhime.
}
report-introduction-submitted = Ai u dorëzua në Partneritetin për Qeverisje të Hapur më { $date }.
report-consultation-none = Nuk u shënua asnjë konsultim.
report-recommendations-none = Nuk u shënua asnjë rekomandim i organit të monitorimit.

## Summary counts

report-summary-title = Përmbledhje
report-summary-caption = Angazhimet sipas zbatimit
report-summary-milestones-caption = Pikat kyçe sipas gjendjes
report-summary-commitments = Angazhime të përfunduara: { $complete } nga { $all }.
report-count-fully = Zbatuar plotësisht
report-count-partially = Zbatuar pjesërisht
report-count-in-process = Në proces
report-count-not-implemented = Pa zbatuar
report-count-not-reported = Pa raportuar
report-count-withdrawn = Tërhequr
report-count-total = Gjithsej
report-column-count = Numri
report-column-completion = Zbatimi

## Completion words of this report

report-completion-not-started = Pa filluar
report-completion-limited = I kufizuar
report-completion-substantial = I konsiderueshëm
report-completion-completed = I përfunduar
report-completion-not-reported = Pa raportuar
report-completion-withdrawn = I tërhequr
report-completion-suggested = { $word } (sugjeruar nga pikat kyçe)

## Table of one commitment

report-commitment = Angazhimi { $number }: { $title }
report-commitment-caption = Angazhimi { $number } në hollësi
report-row-dates = Data e fillimit dhe e mbarimit
report-row-lead = Institucioni drejtues i zbatimit
report-row-problem = Problemi publik që trajtohet
report-row-what = Çfarë është angazhimi
report-row-how = Si e zgjidh problemin
report-row-why = Pse i përket qeverisjes së hapur
report-row-more = Informacion shtesë: buxheti, programe të tjera, objektivat e zhvillimit të qëndrueshëm
report-row-completion = Shkalla e zbatimit
report-row-results = Përshkrimi i rezultateve
report-row-contact = Kontakti
report-row-actors-state = Institucione shtetërore të përfshira
report-row-actors-other = Palë të tjera: shoqëria civile, sektori privat, grupet e punës
report-row-next = Hapat e ardhshëm
report-row-changes = Ndryshimet që nga plani
report-row-finding = Gjetja e organit të monitorimit
report-no-changes = Asnjë afat nuk u shty.

## Milestones and evidence

report-milestones-caption = Pikat kyçe të angazhimit { $number }
report-column-milestone = Pika kyçe
report-column-start = Fillimi
report-column-end = Mbarimi
report-column-status = Gjendja
report-evidence-caption = Provat, të numëruara siç citohen
report-column-number = Nr.
report-column-evidence = Prova
report-column-kind = Lloji
report-column-date = Data
report-column-address = Adresa
report-evidence-none = Në këtë plan nuk u shtua asnjë provë.
report-no-milestones = Ky angazhim nuk ka pika kyçe.
report-wall-alt = Grafiku i planit: { $done } nga { $all } pika kyçe të përfunduara, { $late } me vonesë. Tabelat më poshtë kanë të njëjtat të dhëna.

## Building reports in the workspace

report-list-title = Raportet
report-build = Përgatit raportin e vetëvlerësimit
report-build-text = Raporti hartohet nga plani, përditësimet dhe provat. Mund të zgjasë një minutë.
report-building = Raporti po përgatitet. Ringarkoni faqen për ta parë.
report-built = Përgatitur më { $date }
report-failed = Raporti nuk u përgatit dot. Provoni sërish; nëse dështon përsëri, pyesni operatorin.
report-none = Ende pa raporte
report-none-text = Përgatitni të parin kur plani të ketë përditësime.
report-field-plan = Plani
report-field-language = Gjuha
