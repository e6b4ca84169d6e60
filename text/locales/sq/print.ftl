### Words that only a printed report needs, beside those of report.ftl.

print-mid-term = Vetëvlerësim afatmesëm: { $city }
print-end-of-term = Vetëvlerësim përfundimtar: { $city }
print-city-country = { $city }, { $country }
print-data-as-of = Të dhënat më { $date }
print-source = Hartuar më { $date } në orën { $time } (UTC) nga regjistri publik, rishikimi { $revision }.
print-source-records = U lexuan: { $commitments }, { $milestones }, { $updates }, { $evidence }, { $findings }.
print-updates = { $count ->
    [one] 1 përditësim
   *[other] { $count } përditësime
}
print-findings = { $count ->
    [one] 1 gjetje e monitorimit
   *[other] { $count } gjetje të monitorimit
}
print-read-online = Regjistri i gjallë:
print-plan-runs = Plani shtrihet
print-covers = Ky raport mbulon
print-from = nga { $date }
print-until = deri më { $date }

print-recommendation = Rekomandimi
print-recommended-by = Nga
print-recommendation-about = Angazhimi
print-answer = Përgjigjja e bashkisë
print-answer-none = Nuk u shënua asnjë përgjigje.
print-source-on = { $source }, { $date }

print-wall-caption = Një rresht për çdo angazhim, një tullë për çdo pikë kyçe. Numrat më sipër thonë të njëjtën gjë me fjalë.
print-lessons = Mësimet e nxjerra
print-other-initiatives = Nisma të tjera
print-milestones = Pikat kyçe
print-sdg-targets = Synimet e Objektivave të Zhvillimit të Qëndrueshëm
print-no-date = Pa datë
print-column-for = I përket
print-evidence-milestone = Angazhimi { $commitment }, pika kyçe { $milestone }
print-evidence-file = Skedar: { $name }
print-evidence-link = Lidhje: { $address }
print-unprinted = Shkronjat e këtij dokumenti nuk kanë disa shenja të regjistrit. Për secilën u shtyp një zëvendësues: { $characters }. Faqja e këtij raporti në internet i ka.

print-consultation-days = Drafti i këtij raporti ishte i hapur për komente nga { $from } deri më { $to }.
print-consultation-counts = { $comments ->
    [0] Askush nuk komentoi.
    [one] U mor një koment; me përgjigje: { $answered }.
   *[other] U morën { $comments } komente; me përgjigje: { $answered }.
}
print-contributions = Kontributet për planin dhe përgjigjet
print-contributions-counts = U publikuan { $comments ->
    [one] një koment
   *[other] { $comments } komente
} dhe { $proposals ->
    [one] një propozim
   *[other] { $proposals } propozime
}; me përgjigje: { $answered }.
print-contributions-caption = Komente dhe propozime që kërkojnë përgjigje, dhe përgjigjet
print-update = Pika kyçe { $milestone }, { $date }
print-challenges = Çfarë e vështirësoi
print-consultation-caption = Komentet për draftin dhe përgjigjet
print-column-comment = Komenti
print-column-answer = Përgjigjja
print-consultation-unanswered = Ende pa përgjigje
