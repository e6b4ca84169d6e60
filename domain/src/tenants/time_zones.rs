//! The time zone of a new city: that of its country, in countries with several the one of the capital or of most
//! people. A city elsewhere changes it in its settings.
//!
//! The table is made of `zone.tab` of the IANA time zone database, which is in the public domain. It has no zone for
//! Kosovo, whose clocks are those of `Europe/Belgrade`.

const TABLE: &str = include_str!("time_zones.tsv");

/// Returns the time zone of a country by its ISO 3166-1 alpha-2 code or `XK`; UTC for one without inhabitants.
pub(super) fn of_country(code: &str) -> &'static str {
    let rows = TABLE.lines().filter_map(|row| row.split_once('\t'));
    let found = rows.into_iter().find(|(country, _)| *country == code);
    found.map_or("UTC", |(_, zone)| zone)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::Zone;

    #[test]
    fn every_country_has_a_known_zone() {
        for country in rust_iso3166::ALL {
            let zone = of_country(country.alpha2);
            assert!(Zone::named(zone).is_ok(), "{} {zone}", country.alpha2);
            let empty = ["BV", "HM"].contains(&country.alpha2);
            assert_eq!(zone == "UTC", empty, "{}", country.alpha2);
        }
        for (country, zone) in [
            ("AL", "Europe/Tirane"),
            ("XK", "Europe/Belgrade"),
            ("UA", "Europe/Kyiv"),
            ("BR", "America/Sao_Paulo"),
            ("KE", "Africa/Nairobi"),
            ("ID", "Asia/Jakarta"),
        ] {
            assert_eq!(of_country(country), zone);
        }
        assert_eq!(of_country("nowhere"), "UTC");
    }
}
