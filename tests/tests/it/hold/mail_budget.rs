//! One recipient and one sender have a budget of mails over all cities and forms.
