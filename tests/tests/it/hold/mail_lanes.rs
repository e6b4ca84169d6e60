//! Mails that hang leave the other lanes and hosts alone.
