//! Answers vary by language, and the API has a content policy.
