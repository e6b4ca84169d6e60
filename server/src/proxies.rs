//! Determines a client's address: that of the peer, or the one in `X-Forwarded-For` when the peer is a
//! trusted proxy.

use ipnet::IpNet;
use poem::http::{HeaderMap, HeaderName};
use poem::{Endpoint, Request, Response};
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;

const FORWARDED_FOR: HeaderName = HeaderName::from_static("x-forwarded-for");

/// The trusted proxies in front of Besa. `X-Forwarded-For` from anybody else is ignored.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Proxies(Arc<[IpNet]>);

impl Proxies {
    /// Checks whether a peer is a trusted proxy.
    pub fn trust(&self, peer: IpAddr) -> bool {
        self.0.iter().any(|net| net.contains(&peer))
    }

    /// Returns the client's address: the rightmost entry that is not a trusted proxy. Each proxy appends the
    /// address it was called from, so this entry and those right of it were written by trusted proxies; the
    /// entries further left can be forged.
    pub fn client(&self, peer: IpAddr, headers: &HeaderMap) -> IpAddr {
        // An IPv6 socket shows an IPv4 peer as `::ffff:192.0.2.1`.
        let mut client = peer.to_canonical();
        let lines: Vec<_> = headers.get_all(FORWARDED_FOR).iter().collect();
        let mut hops = lines
            .iter()
            .rev()
            .flat_map(|line| line.to_str().unwrap_or_default().rsplit(','));
        while self.trust(client) {
            // No entry, or not an address: the proxy's own address is all we know.
            let Some(hop) = hops.next().and_then(address) else {
                break;
            };
            client = hop;
        }
        client
    }
}

impl std::str::FromStr for Proxies {
    type Err = String;

    /// Parses addresses and networks separated by commas.
    fn from_str(text: &str) -> Result<Self, String> {
        let nets = text.split(',').map(str::trim).filter(|entry| !entry.is_empty());
        let net = |entry: &str| {
            let one = entry.parse::<IpAddr>().map(IpNet::from);
            one.or_else(|_wide| entry.parse::<IpNet>())
                .map_err(|error| format!("{entry}: {error}; give addresses or networks, such as 10.0.0.0/8, ::1"))
        };
        Ok(Self(nets.map(net).collect::<Result<_, _>>()?))
    }
}

/// Stores the client's address in the request's extensions, where pages and the API read it.
///
/// # Errors
/// Those of `next`.
pub(crate) async fn addressed<E>(next: Arc<E>, mut request: Request, proxies: Proxies) -> poem::Result<Response>
where
    E: Endpoint<Output = Response>,
{
    if let Some(peer) = request.remote_addr().as_socket_addr().map(SocketAddr::ip) {
        let client = proxies.client(peer, request.headers());
        request.extensions_mut().insert(client);
    }
    next.call(request).await
}

/// Parses an entry of `X-Forwarded-For`. Some proxies add a port.
fn address(entry: &str) -> Option<IpAddr> {
    let entry = entry.trim();
    let bare = entry.strip_prefix('[').and_then(|rest| rest.strip_suffix(']'));
    let plain = bare.unwrap_or(entry).parse::<IpAddr>().ok();
    plain
        .or_else(|| entry.parse::<SocketAddr>().ok().map(|socket| socket.ip()))
        .map(|ip| ip.to_canonical())
}

#[cfg(test)]
mod tests {
    use super::*;
    use poem::http::HeaderValue;

    fn client(proxies: &str, peer: &str, lines: &[&str]) -> String {
        let mut headers = HeaderMap::new();
        for line in lines {
            headers.append(FORWARDED_FOR, HeaderValue::from_str(line).unwrap());
        }
        let proxies: Proxies = proxies.parse().unwrap();
        proxies.client(peer.parse().unwrap(), &headers).to_string()
    }

    #[test]
    fn a_stranger_is_not_believed() {
        assert_eq!(client("", "203.0.113.9", &["198.51.100.1"]), "203.0.113.9");
        assert_eq!(client("10.0.0.0/8", "203.0.113.9", &["198.51.100.1"]), "203.0.113.9");
    }

    #[test]
    fn the_right_most_that_is_no_proxy_counts() {
        let ours = "10.0.0.0/8, 192.0.2.7";
        assert_eq!(client(ours, "10.0.0.1", &["203.0.113.9"]), "203.0.113.9");
        // Entries that the client sent itself are further left.
        assert_eq!(client(ours, "10.0.0.1", &["127.0.0.1, 203.0.113.9"]), "203.0.113.9");
        assert_eq!(
            client(ours, "10.0.0.1", &["1.1.1.1, 203.0.113.9, 192.0.2.7, 10.9.9.9"]),
            "203.0.113.9"
        );
        assert_eq!(
            client(ours, "10.0.0.1", &["1.1.1.1", "203.0.113.9, 10.2.2.2"]),
            "203.0.113.9"
        );
        assert_eq!(client(ours, "10.0.0.1", &["10.3.3.3, 10.2.2.2"]), "10.3.3.3");
    }

    #[test]
    fn behind_a_proxy_that_names_nobody_the_proxy_counts() {
        let ours = "10.0.0.0/8";
        assert_eq!(client(ours, "10.0.0.1", &[]), "10.0.0.1");
        assert_eq!(client(ours, "10.0.0.1", &["203.0.113.9, unknown"]), "10.0.0.1");
        assert_eq!(client(ours, "10.0.0.1", &["203.0.113.9,"]), "10.0.0.1");
        assert_eq!(
            client(ours, "10.0.0.1", &["203.0.113.9, _hidden, 10.0.0.2"]),
            "10.0.0.2"
        );
    }

    #[test]
    fn ipv6_is_read_in_every_shape() {
        let ours = "::1, fd00::/8, 10.0.0.0/8";
        assert_eq!(client(ours, "::1", &["2001:db8::9"]), "2001:db8::9");
        assert_eq!(client(ours, "fd12::1", &["2001:db8::9, fd00::2"]), "2001:db8::9");
        assert_eq!(client(ours, "::1", &["[2001:db8::9]:4711"]), "2001:db8::9");
        assert_eq!(client(ours, "::1", &["[2001:db8::9]"]), "2001:db8::9");
        assert_eq!(client(ours, "::1", &["203.0.113.9:4711"]), "203.0.113.9");
        // IPv4 addresses of proxies and clients are recognised on an IPv6 socket.
        assert_eq!(client(ours, "::ffff:10.0.0.1", &["::ffff:203.0.113.9"]), "203.0.113.9");
        assert_eq!(client(ours, "2001:db8::1", &["::1"]), "2001:db8::1");
    }

    #[test]
    fn what_is_no_address_is_refused() {
        for wrong in ["proxy", "10.0.0.0/33", "10.0.0", "::1/129", "10.0.0.1 10.0.0.2", "*"] {
            let message = wrong.parse::<Proxies>().unwrap_err();
            assert!(message.starts_with(wrong), "{message}");
        }
        assert_eq!(" , ".parse::<Proxies>().unwrap(), Proxies::default());
    }
}
