//! Which network an IP address belongs to: the public internet, or one nobody outside should reach.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// The part of the address space an address lies in, after the IANA special-purpose registries.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Network {
    Public,
    /// This machine: 127.0.0.0/8, ::1.
    Loopback,
    /// A home, office or cloud network: RFC 1918, RFC 4193.
    Private,
    /// Carrier-grade NAT, RFC 6598. Overlay networks use it too.
    Shared,
    LinkLocal,
    /// Where clouds hand out credentials to the machines they run.
    Metadata,
    Multicast,
    /// 0.0.0.0/8 and ::, which Linux takes for this machine.
    Unspecified,
    /// Set aside for documentation, benchmarks, tunnels or the future.
    Reserved,
}

/// Metadata services outside the link-local range: Azure, Alibaba Cloud, Oracle Cloud.
const METADATA_V4: [Ipv4Addr; 3] =
    [Ipv4Addr::new(168, 63, 129, 16), Ipv4Addr::new(100, 100, 100, 200), Ipv4Addr::new(192, 0, 0, 192)];

/// The one EC2 metadata service that has an IPv6 address of its own.
const METADATA_V6: Ipv6Addr = Ipv6Addr::new(0xfd00, 0xec2, 0, 0, 0, 0, 0, 0x254);

impl Network {
    #[must_use]
    pub fn of(address: IpAddr) -> Self {
        match address {
            IpAddr::V4(address) => Self::of_v4(address),
            IpAddr::V6(address) => Self::of_v6(address),
        }
    }

    /// Whether an operator's permission for private addresses covers this network. Metadata and
    /// link-local addresses are never covered: no site or model server lives there.
    #[must_use]
    pub fn may_be_allowed(self) -> bool {
        matches!(self, Self::Public | Self::Loopback | Self::Private | Self::Shared)
    }

    fn of_v4(address: Ipv4Addr) -> Self {
        if METADATA_V4.contains(&address) || address == Ipv4Addr::new(169, 254, 169, 254) {
            return Self::Metadata;
        }
        match address.octets() {
            [0, ..] => Self::Unspecified,
            [127, ..] => Self::Loopback,
            [10, ..] | [172, 16..=31, ..] | [192, 168, ..] => Self::Private,
            [100, 64..=127, ..] => Self::Shared,
            [169, 254, ..] => Self::LinkLocal,
            [224..=239, ..] => Self::Multicast,
            [192, 0, 0 | 2, _]
            | [192, 88, 99, _]
            | [198, 18 | 19, ..]
            | [198, 51, 100, _]
            | [203, 0, 113, _]
            | [240..=255, ..] => Self::Reserved,
            _ => Self::Public,
        }
    }

    fn of_v6(address: Ipv6Addr) -> Self {
        if address == METADATA_V6 {
            return Self::Metadata;
        }
        match address.segments() {
            [0, 0, 0, 0, 0, 0, 0, 0] => Self::Unspecified,
            [0, 0, 0, 0, 0, 0, 0, 1] => Self::Loopback,
            // IPv4 in IPv6 clothes is as public as the IPv4 address within: mapped (RFC 4291) and
            // NAT64 (RFC 6052), by which IPv6-only networks reach the rest of the internet.
            [0, 0, 0, 0, 0, 0xffff, high, low] | [0x64, 0xff9b, 0, 0, 0, 0, high, low] => {
                let ([a, b], [c, d]) = (high.to_be_bytes(), low.to_be_bytes());
                Self::of_v4(Ipv4Addr::new(a, b, c, d))
            }
            [0xfc00..=0xfdff, ..] => Self::Private,
            [0xfe80..=0xfebf, ..] => Self::LinkLocal,
            [0xff00..=0xffff, ..] => Self::Multicast,
            // 2001::/23 is protocol assignments (Teredo, ORCHID), then documentation and 6to4.
            [0x2001, 0..=0x1ff | 0xdb8, ..] | [0x2002, ..] | [0x3fff, 0..=0xfff, ..] => Self::Reserved,
            [0x2000..=0x3fff, ..] => Self::Public,
            _ => Self::Reserved,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn expect(network: Network, addresses: &[&str]) {
        for text in addresses {
            let address = text.parse().expect("an IP address");
            assert_eq!(Network::of(address), network, "{text}");
        }
    }

    #[test]
    fn public_addresses_are_public_up_to_the_edge_of_every_special_range() {
        expect(
            Network::Public,
            &[
                "1.1.1.1",
                "9.255.255.255",
                "11.0.0.0",
                "100.63.255.255",
                "100.128.0.0",
                "126.255.255.255",
                "128.0.0.0",
                "169.253.255.255",
                "172.15.255.255",
                "172.32.0.0",
                "192.0.1.0",
                "192.167.255.255",
                "198.17.255.255",
                "198.20.0.0",
                "223.255.255.255",
                "2606:4700::1111",
                "2001:200::1",
                "64:ff9b::101:101",
                "::ffff:1.1.1.1",
            ],
        );
    }

    #[test]
    fn special_addresses_are_told_apart() {
        expect(Network::Loopback, &["127.0.0.1", "127.255.255.255", "::1"]);
        expect(Network::Loopback, &["::ffff:127.0.0.1", "64:ff9b::7f00:1"]);
        expect(Network::Private, &["10.0.0.0", "172.31.255.255"]);
        expect(Network::Private, &["192.168.1.1", "fc00::1", "fdff::1"]);
        expect(Network::Shared, &["100.64.0.1", "100.127.255.255"]);
        expect(Network::LinkLocal, &["169.254.0.1", "fe80::1", "febf::1"]);
        expect(Network::Metadata, &["169.254.169.254", "168.63.129.16"]);
        expect(Network::Metadata, &["100.100.100.200", "192.0.0.192"]);
        expect(Network::Metadata, &["fd00:ec2::254", "64:ff9b::a9fe:a9fe"]);
        expect(Network::Multicast, &["224.0.0.1", "239.1.1.1", "ff02::1"]);
        expect(Network::Unspecified, &["0.0.0.0", "0.1.2.3", "::"]);
        expect(Network::Reserved, &["192.0.2.1", "198.51.100.1"]);
        expect(Network::Reserved, &["203.0.113.1", "198.18.0.1"]);
        expect(Network::Reserved, &["192.88.99.1", "255.255.255.255"]);
        expect(Network::Reserved, &["2001:db8::1", "2001::1", "2002::1"]);
        expect(Network::Reserved, &["3fff::1", "::127.0.0.1", "fec0::1"]);
        expect(Network::Reserved, &["64:ff9b:1::1", "100::1", "5f00::1"]);
    }

    #[test]
    fn permission_for_private_addresses_never_covers_metadata() {
        assert!(Network::Loopback.may_be_allowed());
        assert!(!Network::Metadata.may_be_allowed());
        assert!(!Network::LinkLocal.may_be_allowed());
        assert!(!Network::Unspecified.may_be_allowed());
    }
}
