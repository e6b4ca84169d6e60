### Words that only a printed report needs, beside those of report.ftl.

# $city (String) - name of the city
print-mid-term = Mid-term self-assessment of { $city }
# $city (String) - name of the city
print-end-of-term = End-of-term self-assessment of { $city }
# $city (String) - name of the city
# $country (String) - name of the country
print-city-country = { $city }, { $country }
# $date (String) - the day for which lateness was computed
print-data-as-of = Data as of { $date }
# $date (String) - day on which the report was compiled
# $time (String) - time of day
# $revision (String) - number of the city's revision
print-source = Compiled on { $date } at { $time } (UTC) from the public record, revision { $revision }.
# $commitments (String) - counted commitments
# $milestones (String) - counted milestones
# $updates (String) - counted updates
# $evidence (String) - counted pieces of evidence
# $findings (String) - counted findings
print-source-records = Read for it: { $commitments }, { $milestones }, { $updates }, { $evidence }, { $findings }.
# $count (Number) - how many
print-updates = { $count ->
    [one] 1 progress update
   *[other] { $count } progress updates
}
# $count (Number) - how many
print-findings = { $count ->
    [one] 1 monitoring finding
   *[other] { $count } monitoring findings
}
print-read-online = The living record:
print-plan-runs = The plan runs
print-covers = This report covers
# $date (String) - first day
print-from = from { $date }
# $date (String) - last day
print-until = until { $date }

print-recommendation = Recommendation
print-recommended-by = From
print-recommendation-about = Commitment
print-answer = The municipality’s reply
print-answer-none = No answer was recorded.
# $source (String) - who said it, or where
# $date (String) - when
print-source-on = { $source }, { $date }

print-wall-caption = One row for each commitment, one brick for each milestone. The counts above say the same in words.
print-lessons = Lessons learned
print-other-initiatives = Other initiatives
print-milestones = Milestones
print-sdg-targets = Targets of the Sustainable Development Goals
print-no-date = No date
print-column-for = Belongs to
# $commitment (String) - number of the commitment
# $milestone (String) - number of the milestone
print-evidence-milestone = Commitment { $commitment }, milestone { $milestone }
# $name (String) - name of the file
print-evidence-file = File: { $name }
# $address (String) - address of the link
print-evidence-link = Link: { $address }
# $characters (String) - code points such as U+1F600, joined
print-unprinted = This document’s fonts lack some characters of the record. A stand-in is printed for each of them: { $characters }. The web page of this report holds them.

# $from (String) - first day
# $to (String) - last day
print-consultation-days = The draft of this report was open for comment from { $from } to { $to }.
# $comments (Number) - how many comments are shown
# $answered (Number) - how many of them were answered
print-consultation-counts = { $comments ->
    [0] Nobody commented.
    [one] One comment was received; answered: { $answered }.
   *[other] { $comments } comments were received; answered: { $answered }.
}
print-contributions = Contributions to the plan, and the answers
# $comments (Number) - comments on the plan
# $proposals (Number) - proposals
# $answered (Number) - how many of both were answered
print-contributions-counts = { $comments ->
    [one] One comment
   *[other] { $comments } comments
} and { $proposals ->
    [one] one proposal
   *[other] { $proposals } proposals
} were published; answered: { $answered }.
print-contributions-caption = Comments and proposals that ask for an answer, and the answers
# $milestone (String) - number of the milestone
# $date (String) - when it was reported
print-update = Milestone { $milestone }, { $date }
print-challenges = What made it difficult
print-consultation-caption = Comments on the draft, and the answers
print-column-comment = Comment
print-column-answer = Answer
print-consultation-unanswered = No answer yet
