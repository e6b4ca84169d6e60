//! A migration that is killed resumes; several at once apply each once.
