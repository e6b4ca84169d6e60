### Words that every page shares: product, languages, buttons, plain answers.

## Product and languages

language-name = Shqip
common-product = Besa
common-product-line = Premtimet e bashkisë dhe si mbahen ato
common-title-page = { $page } – { $site }
common-title-error = Gabim: { $page }
common-skip = Kalo te përmbajtja kryesore
common-language-menu = Gjuha
common-language-english = Anglisht
common-language-albanian = Shqip
common-language-spanish = Spanjisht
common-language-french = Frëngjisht
common-language-arabic = Arabisht
common-not-in-language = Ky tekst është vetëm në gjuhën { $language }.
common-example-data = Të dhëna shembull
common-example-data-note = Njerëzit, shifrat dhe skedarët e kësaj bashkie janë të trilluar, për të treguar si punon Besa.

## Buttons and links

common-save = Ruaj
common-save-publish = Ruaj dhe publiko
common-save-draft = Mbaj si draft
common-save-continue = Ruaj dhe vazhdo
common-cancel = Anulo
common-back = Kthehu
common-continue = Vazhdo
common-add = Shto
common-edit = Ndrysho
common-remove = Hiq
common-delete = Fshi
common-withdraw = Tërhiq
common-search = Kërko
common-filter = Zbato filtrat
common-filter-clear = Hiq filtrat
common-download = Shkarko
common-print = Printo ose ruaj si PDF
common-close = Mbyll
common-show-all = Shfaq të gjitha
common-pages = Faqet
common-next-page = Faqja tjetër
common-previous-page = Faqja e mëparshme
common-page-of = Faqja { $page } nga { $pages }
common-opens-in-new-tab = hapet në skedë të re

## Plain answers

common-yes = Po
common-no = Jo
common-none = Asnjë
common-not-given = Nuk është dhënë
common-not-applicable = Nuk zbatohet
common-optional = opsionale
common-required = e detyrueshme
common-all = Të gjitha
common-other = Tjetër
common-unknown-code = Vlerë e panjohur “{ $code }”
common-saved = U ruajt. Ndryshimi është tani publik.
common-saved-draft = U ruajt si draft. E sheh vetëm ekipi juaj.
common-removed = U hoq.

## Dates and numbers in words

common-today = Sot
common-yesterday = Dje
common-tomorrow = Nesër
common-day = Dita
common-month = Muaji
common-year = Viti
common-date-hint = Për shembull, { $example }
common-from-to = { $from } deri më { $to }
common-on-date = më { $date }
common-updated-on = Përditësuar më { $date }
common-days-late = { $days ->
    [one] 1 ditë me vonesë
   *[other] { $days } ditë me vonesë
}
common-days-left = { $days ->
    [0] Afati është sot
    [one] Afati është nesër
   *[other] Afati është pas { $days } ditësh
}
common-due = Afati { $date }
common-due-was = Afati i parë { $date }, shtyrë më { $moved }
common-percent-reported = Ecuria e raportuar { $percent }
common-percent = { $number }%
common-size-bytes = { $number } bajte
common-size-kb = { $number } KB
common-size-mb = { $number } MB
common-size-gb = { $number } GB
common-count-of = { $done } nga { $all }
common-milestones = { $count ->
    [one] 1 pikë kyçe
   *[other] { $count } pika kyçe
}
common-commitments = { $count ->
    [one] 1 angazhim
   *[other] { $count } angazhime
}
common-evidence-count = { $count ->
    [0] Asnjë provë
    [one] 1 provë
   *[other] { $count } prova
}
common-results = { $count ->
    [0] Nuk u gjet asgjë
    [one] 1 rezultat
   *[other] { $count } rezultate
}
common-file-facts = { $kind }, { $size }
common-list = { $first } dhe { $last }
