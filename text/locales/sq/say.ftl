### Residents have their say: comments with replies, consultations, proposals, budget votes, meetings.

## On the overview

say-closes = Mbyllet më { $date }
say-open-all-year = Hapur gjithë vitin
say-read-and-comment = Lexoni dhe komentoni
say-every-comment-answered = Çdo koment merr përgjigje me shkrim.
say-propose = Propozoni një angazhim për vitin { $year }
say-propose-text = Idetë me mbështetje të mjaftueshme shkojnë në forum, i cili duhet të përgjigjet publikisht.
say-make-proposal = Bëni një propozim
say-funded-title = Çfarë zgjodhën banorët të financohet
say-voted-in = Votuar në { $month }
say-votes = { $count ->
    [one] { $shown } votë
   *[other] { $shown } vota
}
say-all-projects = { $count ->
    [one] Projekti i vetëm
   *[other] Të { $count } projektet
}
say-forum-meeting = Takimi { $number } i forumit

## Comments

say-comments-title = Komentet dhe përgjigjet e arsyetuara
say-comments-none = Ende pa komente
say-comments-none-text = { $days ->
    [one] Bëhuni i pari. Bashkia përgjigjet brenda një dite pune.
   *[other] Bëhuni i pari. Bashkia përgjigjet brenda { $days } ditëve të punës.
}
say-comment-add = Shtoni një koment
say-comment-promise = { $days ->
    [one] Bashkia përgjigjet me shkrim brenda një dite pune.
   *[other] Bashkia përgjigjet me shkrim brenda { $days } ditëve të punës.
}
say-reply-title = Përgjigjja e bashkisë
say-reply-changed = Çfarë ndryshoi: { $text }
say-reply-after = { $days ->
    [one] { $unit }, { $date }, një ditë pune pas komentit
   *[other] { $unit }, { $date }, { $days } ditë pune pas komentit
}
say-nav-comments = Komentet dhe përgjigjet

## Subscribe box

subscribe-title = Një email, vetëm kur ndryshon diçka
subscribe-text = Çdo ditë, çdo javë ose çdo muaj. Zgjidhni gjithë planin ose një angazhim të vetëm. Ndërpritet me një klikim.
subscribe-email = Adresa e emailit
subscribe-how-often = Sa shpesh
subscribe-weekly = Çdo javë
subscribe-monthly = Çdo muaj
subscribe-button = Abonohu
