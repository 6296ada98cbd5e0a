"""Writes networks.toml: networks as Python's ipaddress reads them, right and wrong."""

import ipaddress
import random

random.seed(4632)
out = []


def v4():
    return ipaddress.IPv4Address((8 << 24) | random.getrandbits(24))


def v6():
    return ipaddress.IPv6Address((0x2600 << 112) | random.getrandbits(112) & ~random.choice([0, (1 << 64) - 1]))


def case(text):
    """What ipaddress makes of it."""
    try:
        network = ipaddress.ip_interface(text)
    except ValueError:
        address = text.partition("/")[0]
        kind = "ipv6" if ":" in address else "ipv4"
        found = [f'"{kind} {ipaddress.ip_address(address)}"']
        try:
            # A mask that is none is an address still.
            found.append(f'"ipv4 {ipaddress.ip_address(text.partition("/")[2])}"')
        except ValueError:
            pass
        out.append(f'[[case]]\ntext = "from {text}, on"\nfound = [{", ".join(found)}]\n')
        return
    flags = "" if network.ip == network.network.network_address else "host-bits"
    value = f"{network.ip}/{network.network.prefixlen}"
    # The unspecified address has flags of its own.
    shown = f" [{flags}]" if int(network.ip) else ""
    out.append(f'[[case]]\ntext = "from {text}, on"\nfound = ["cidr {value}{shown}"]\n')


for length in (0, 1, 8, 15, 16, 24, 30, 31, 32, 33, 64, 99):
    case(f"{v4()}/{length}")
    if length <= 32:
        address = v4()
        case(str(ipaddress.ip_network(f"{address}/{length}", strict=False)))
for length in (0, 16, 29, 32, 48, 63, 64, 127, 128, 129, 200):
    case(f"{v6()}/{length}")
    if length <= 128:
        case(str(ipaddress.ip_network(f"{v6()}/{length}", strict=False)))
for length in (8, 12, 17, 24, 30, 32):
    network = ipaddress.ip_network(f"{v4()}/{length}", strict=False)
    case(network.with_netmask)
case("8.1.2.0/255.0.255.0")
case("8.1.2.0/255.255.255.256")

with open(__file__.replace("generate_networks.py", "networks.toml"), "w") as file:
    file.write("# Written by generate_networks.py.\n\n" + "\n".join(out))
print(len(out), "cases")
