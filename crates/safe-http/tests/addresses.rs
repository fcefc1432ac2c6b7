//! Every spelling of an address we know of that leads somewhere it should not, tried for real: a
//! listener on all of this machine's IPv4 addresses must see no connection at all.

use std::io::ErrorKind;
use std::net::{IpAddr, TcpListener};
use std::sync::Arc;

use safe_http::{Client, Error, Lookup, LookupFuture, Network, Policy, Ports, Refusal, Request, check_address};

/// `PORT` becomes the listener's port.
const TO_THIS_MACHINE: &[&str] = &[
    "http://127.0.0.1:PORT/",
    "http://127.0.0.1.:PORT/",
    "http://127.0.0.2:PORT/",
    "http://127.255.255.254:PORT/",
    "http://127.1:PORT/",
    "http://127.0.1:PORT/",
    "http://2130706433:PORT/",
    "http://0x7f000001:PORT/",
    "http://0x7F.0x0.0x0.0x1:PORT/",
    "http://0x7f.1:PORT/",
    "http://017700000001:PORT/",
    "http://0177.0.0.1:PORT/",
    "http://00000177.1:PORT/",
    "http://0177.0x0.0.01:PORT/",
    "http://①②⑦.⓪.⓪.①:PORT/",
    "http://127。0。0。1:PORT/",
    "http://１２７.０.０.１:PORT/",
    "http://%31%32%37.0.0.1:PORT/",
    "http://127.0.0.1%2e:PORT/",
    "http:127.0.0.1:PORT/",
    "http:/127.0.0.1:PORT/",
    "http:///127.0.0.1:PORT/",
    "http:\\\\127.0.0.1:PORT\\",
    "HTTP://127.0.0.1:PORT/",
    "  http://127.0.0.1:PORT/  ",
    "http://127.0.\t0.1:PORT/",
    "http://0:PORT/",
    "http://0.0.0.0:PORT/",
    "http://0x0:PORT/",
    "http://0.1.2.3:PORT/",
    "http://localhost:PORT/",
    "http://LOCALHOST:PORT/",
    "http://localhost.:PORT/",
    "http://foo.localhost:PORT/",
    "http://ｌｏｃａｌｈｏｓｔ:PORT/",
    "http://[::1]:PORT/",
    "http://[0:0:0:0:0:0:0:1]:PORT/",
    "http://[0000::0001]:PORT/",
    "http://[::]:PORT/",
    "http://[::ffff:127.0.0.1]:PORT/",
    "http://[::ffff:7f00:1]:PORT/",
    "http://[::FFFF:7F00:0001]:PORT/",
    "http://[0:0:0:0:0:ffff:127.0.0.1]:PORT/",
    "http://[::127.0.0.1]:PORT/",
    "http://[64:ff9b::127.0.0.1]:PORT/",
    "http://[64:ff9b::7f00:1]:PORT/",
    "http://[64:ff9b:1::7f00:1]:PORT/",
    "http://[2002:7f00:1::]:PORT/",
    "http://public-to-private.example:PORT/",
    "http://127.0.0.1.resolved.example:PORT/",
    "http://xn--bcher-kva.example:PORT/",
    "http://bücher.example:PORT/",
    "https://127.0.0.1:PORT/",
    "https://loopback-by-name.example:PORT/",
];

const TO_OTHER_NETWORKS: &[(&str, Network)] = &[
    ("http://10.0.0.1/", Network::Private),
    ("http://10.1/", Network::Private),
    ("http://167772161/", Network::Private),
    ("http://012.0.0.1/", Network::Private),
    ("http://172.16.0.1/", Network::Private),
    ("http://172.31.255.255/", Network::Private),
    ("http://192.168.0.1/", Network::Private),
    ("http://0xc0a80001/", Network::Private),
    ("http://3232235521/", Network::Private),
    ("http://192.168.257/", Network::Private),
    ("http://[::ffff:192.168.0.1]/", Network::Private),
    ("http://[fc00::1]/", Network::Private),
    ("http://[fd12:3456:789a::1]/", Network::Private),
    ("http://100.64.0.1/", Network::Shared),
    ("http://100.127.255.255/", Network::Shared),
    ("http://169.254.0.1/", Network::LinkLocal),
    ("http://[fe80::1]/", Network::LinkLocal),
    ("http://169.254.169.254/latest/meta-data/", Network::Metadata),
    ("http://2852039166/", Network::Metadata),
    ("http://0xa9fea9fe/", Network::Metadata),
    ("http://0251.0376.0251.0376/", Network::Metadata),
    ("http://169.16689662/", Network::Metadata),
    ("http://[::ffff:169.254.169.254]/", Network::Metadata),
    ("http://[::ffff:a9fe:a9fe]/", Network::Metadata),
    ("http://[64:ff9b::a9fe:a9fe]/", Network::Metadata),
    ("http://[fd00:ec2::254]/", Network::Metadata),
    ("http://168.63.129.16/", Network::Metadata),
    ("http://100.100.100.200/", Network::Metadata),
    ("http://192.0.0.192/", Network::Metadata),
    ("http://224.0.0.1/", Network::Multicast),
    ("http://239.255.255.250/", Network::Multicast),
    ("http://[ff02::1]/", Network::Multicast),
    ("http://255.255.255.255/", Network::Reserved),
    ("http://192.0.2.1/", Network::Reserved),
    ("http://198.18.0.1/", Network::Reserved),
    ("http://240.0.0.1/", Network::Reserved),
    ("http://[2001:db8::1]/", Network::Reserved),
    ("http://[2001::1]/", Network::Reserved),
    ("http://[3fff::1]/", Network::Reserved),
];

const NOT_FOR_US: &[&str] = &[
    "http://user@127.0.0.1/",
    "https://user:word@example.com/",
    "https://example.com@127.0.0.1/",
    "https://:word@example.com/",
    "ftp://example.com/",
    "file:///etc/passwd",
    "gopher://127.0.0.1:25/_HELO",
    "javascript:alert(1)",
    "data:text/html,hello",
    "unix:/run/socket",
    "https://",
    "https://exa mple.com/",
    "https://[::1",
    "https://[fe80::1%25eth0]/",
    "https://256.256.256.256/",
    "https://1.2.3.4.5/",
    "https://example.com:99999/",
    "example.com",
    "/etc/passwd",
    "//example.com/",
    "",
];

const FINE: &[&str] = &[
    "https://example.com",
    "https://example.com./blog/?rest_route=/wp/v2/posts",
    "https://bücher.example/",
    "https://1.1.1.1/",
    "https://16843009/",
    "https://[2606:4700:4700::1111]/",
    "https://[::ffff:1.1.1.1]/",
    "https://[64:ff9b::101:101]/",
    "https://example.com:8443/",
    "https://localhost.example.com/",
];

/// The name server of an attacker: whatever is asked is this machine.
struct AlwaysLoopback;

impl Lookup for AlwaysLoopback {
    fn lookup(&self, _host: &str) -> LookupFuture {
        Box::pin(async { Ok(vec![IpAddr::from([127, 0, 0, 1])]) })
    }
}

/// Public addresses only, but without the rules that would refuse most rows for another reason.
fn lenient() -> Policy {
    Policy { allow_http: true, ports: Ports::Any, ..Policy::default() }
}

#[tokio::test]
async fn no_spelling_of_this_machine_is_connected_to() {
    let _ = rustls::crypto::ring::default_provider().install_default();
    let canary = TcpListener::bind("0.0.0.0:0").expect("a port");
    canary.set_nonblocking(true).expect("non-blocking");
    let port = canary.local_addr().expect("an address").port().to_string();
    let client = Client::with_lookup(lenient(), Arc::new(AlwaysLoopback)).expect("a client");

    for spelling in TO_THIS_MACHINE {
        let address = spelling.replace("PORT", &port);
        let refused = match Request::get(&address) {
            Ok(request) => client.send(request).await.expect_err(spelling),
            Err(not_an_address) => not_an_address,
        };
        assert!(matches!(refused, Error::AddressRefused(_)), "{spelling}: {refused:?}");
    }
    let seen = canary.accept().expect_err("no connection");
    assert_eq!(seen.kind(), ErrorKind::WouldBlock);
}

#[test]
fn literals_of_other_networks_are_refused_with_the_network_named() {
    for (address, expected) in TO_OTHER_NETWORKS {
        match check_address(address, &lenient()) {
            Err(Refusal::NotPublic { network, .. }) => assert_eq!(network, *expected, "{address}"),
            other => panic!("{address}: {other:?}"),
        }
    }
}

#[test]
fn what_is_no_plain_web_address_is_refused() {
    for address in NOT_FOR_US {
        let refused = check_address(address, &lenient());
        assert!(refused.is_err(), "{address}: {refused:?}");
    }
    let long = format!("https://example.com/{}", "a".repeat(3_000));
    assert_eq!(check_address(&long, &lenient()), Err(Refusal::TooLong));
}

#[test]
fn ordinary_addresses_pass_the_strict_policy() {
    for address in FINE {
        let passed = check_address(address, &Policy::default());
        assert!(passed.is_ok(), "{address}: {passed:?}");
    }
}

#[test]
fn the_strict_policy_wants_https_and_a_web_port() {
    let check = |address| check_address(address, &Policy::default()).map(|_| ());
    assert_eq!(check("http://example.com"), Err(Refusal::NotEncrypted));
    assert_eq!(check("https://example.com:25"), Err(Refusal::Port(25)));
    assert_eq!(check("https://example.com:6379"), Err(Refusal::Port(6379)));
}

#[test]
fn an_operators_permission_opens_private_networks_but_never_metadata() {
    let check = |address| check_address(address, &Policy::private_network());
    for allowed in ["http://127.0.0.1:11434", "http://192.168.0.9", "http://[::1]:3000"] {
        assert!(check(allowed).is_ok(), "{allowed}");
    }
    for refused in ["http://169.254.169.254/", "http://100.100.100.200/", "http://0.0.0.0:80/"] {
        assert!(check(refused).is_err(), "{refused}");
    }
}
