### Residents have their say: comments with replies, consultations, proposals, budget votes, meetings.

## On the overview

# $date (String) - last day
say-closes = Closes { $date }
say-open-all-year = Open all year
say-read-and-comment = Read and comment
say-every-comment-answered = Every comment gets a written reply.
# $year (String) - year of the next plan
say-propose = Propose a commitment for { $year }
say-propose-text = Ideas with enough support go to the forum, which must answer in public.
say-make-proposal = Make a proposal
say-funded-title = What residents chose to fund
# $month (String) - month of the vote
say-voted-in = Voted in { $month }
# $count (Number) - votes, for the plural
# $shown (String) - the same number, written for the language
say-votes = { $count ->
    [one] { $shown } vote
   *[other] { $shown } votes
}
# $count (Number) - number of projects
say-all-projects = { $count ->
    [one] The one project
   *[other] All { $count } projects
}
# $number (String) - number of the meeting
say-forum-meeting = Forum meeting { $number }

## Comments

say-comments-title = Comments and reasoned responses
say-comments-none = No comments yet
# $days (Number) - working days within which the city replies
say-comments-none-text = { $days ->
    [one] Be the first. The municipality replies within one working day.
   *[other] Be the first. The municipality replies within { $days } working days.
}
say-comment-add = Add a comment
# $days (Number) - working days within which the city replies
say-comment-promise = { $days ->
    [one] The municipality replies in writing within one working day.
   *[other] The municipality replies in writing within { $days } working days.
}
say-reply-title = Response from the municipality
# $text (String) - what changed, as the city wrote it
say-reply-changed = What changed: { $text }
# $days (Number) - working days after the comment
# $unit (String) - unit that replied
# $date (String) - day of the reply
say-reply-after = { $days ->
    [one] { $unit }, { $date }, one working day after the comment
   *[other] { $unit }, { $date }, { $days } working days after the comment
}
say-nav-comments = Comments and responses

## Subscribe box

subscribe-title = One email, only when something changes
subscribe-text = Daily, weekly or monthly. Choose the whole plan or a single commitment. One click to stop.
subscribe-email = Email address
subscribe-how-often = How often
subscribe-weekly = Weekly
subscribe-monthly = Monthly
subscribe-button = Subscribe
