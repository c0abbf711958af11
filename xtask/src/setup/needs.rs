//! What a Linux machine needs beyond Rust and a C linker, and which package of which system brings it.
//!
//! To *build* nothing is needed but what sound takes: winit opens the X11 and Wayland libraries, and wgpu the Vulkan
//! loader, when the program starts. The libraries below are those that they open.

use super::manager::Manager;

/// How to see whether a thing is there.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Probe {
    /// A shared library that the dynamic linker finds.
    Library(&'static str),
    /// A program on the `PATH`.
    Program(&'static str),
    /// A library's headers, as `pkg-config` knows it.
    Headers(&'static str),
    /// A module of the system's own Python: another Python on the `PATH` does not see the system's packages.
    PythonModule(&'static str),
    /// A folder, in one of these places.
    Folder(&'static [&'static str]),
    /// A Vulkan driver of any kind.
    VulkanDriver,
    /// Mesa's Vulkan driver that runs on the CPU, lavapipe.
    SoftwareVulkan,
}

/// One thing that must be there.
#[derive(Clone, Copy, Debug)]
pub(super) struct Need {
    /// What to call it in messages.
    pub(super) name: &'static str,
    pub(super) probe: Probe,
    apt: &'static [&'static str],
    dnf: &'static [&'static str],
    pacman: &'static [&'static str],
    zypper: &'static [&'static str],
}

impl Need {
    /// The packages that bring it; none where the system has no such package.
    pub(super) fn packages(&self, manager: Manager) -> &'static [&'static str] {
        match manager {
            Manager::Apt => self.apt,
            Manager::Dnf => self.dnf,
            Manager::Pacman => self.pacman,
            Manager::Zypper => self.zypper,
        }
    }
}

/// The receiver, with sound.
pub(super) fn building() -> Vec<Need> {
    vec![SOUND]
}

/// A window on a display, drawn by whatever Vulkan driver there is.
pub(super) fn window() -> Vec<Need> {
    [WINDOW_LIBRARIES, &[VULKAN_DRIVER]].concat()
}

/// All tests: windows on a virtual display, drawn by the software driver so that pictures repeat; and what others
/// wrote to read QR codes and announcements with, on networks and behind firewalls that the tests make for themselves.
pub(super) fn tests() -> Vec<Need> {
    let alone = [
        SOFTWARE_VULKAN,
        VIRTUAL_DISPLAY,
        HAND,
        CODE_READER,
        ZEROCONF,
        NETWORKS,
        FIREWALL,
        LEVEL_SETS,
    ];
    [WINDOW_LIBRARIES, &alone, &[SOUND]].concat()
}

const fn library(name: &'static str, packages: [&'static [&'static str]; 4]) -> Need {
    let [apt, dnf, pacman, zypper] = packages;
    Need {
        name,
        probe: Probe::Library(name),
        apt,
        dnf,
        pacman,
        zypper,
    }
}

const WINDOW_LIBRARIES: &[Need] = &[
    library(
        "libvulkan.so.1",
        [
            &["libvulkan1"],
            &["vulkan-loader"],
            &["vulkan-icd-loader"],
            &["libvulkan1"],
        ],
    ),
    library(
        "libX11.so.6",
        [&["libx11-6"], &["libX11"], &["libx11"], &["libX11-6"]],
    ),
    library(
        "libX11-xcb.so.1",
        [
            &["libx11-xcb1"],
            &["libX11-xcb"],
            &["libx11"],
            &["libX11-xcb1"],
        ],
    ),
    library(
        "libxcb.so.1",
        [&["libxcb1"], &["libxcb"], &["libxcb"], &["libxcb1"]],
    ),
    library(
        "libXcursor.so.1",
        [
            &["libxcursor1"],
            &["libXcursor"],
            &["libxcursor"],
            &["libXcursor1"],
        ],
    ),
    library(
        "libXi.so.6",
        [&["libxi6"], &["libXi"], &["libxi"], &["libXi6"]],
    ),
    library(
        "libxkbcommon.so.0",
        [
            &["libxkbcommon0"],
            &["libxkbcommon"],
            &["libxkbcommon"],
            &["libxkbcommon0"],
        ],
    ),
    library(
        "libxkbcommon-x11.so.0",
        [
            &["libxkbcommon-x11-0"],
            &["libxkbcommon-x11"],
            &["libxkbcommon-x11"],
            &["libxkbcommon-x11-0"],
        ],
    ),
    library(
        "libwayland-client.so.0",
        [
            &["libwayland-client0"],
            &["libwayland-client"],
            &["wayland"],
            &["libwayland-client0"],
        ],
    ),
];

/// What the receiver's sound is built with; `pkg-config` itself comes along.
const SOUND: Need = Need {
    name: "ALSA's headers",
    probe: Probe::Headers("alsa"),
    apt: &["libasound2-dev", "pkg-config"],
    dnf: &["alsa-lib-devel", "pkgconf-pkg-config"],
    pacman: &["alsa-lib", "pkgconf"],
    zypper: &["alsa-devel", "pkg-config"],
};

/// Debian and Fedora carry all of Mesa's drivers in one package; elsewhere each is its own, so those for the
/// common chips come together with the one for no chip at all.
const VULKAN_DRIVER: Need = Need {
    name: "a Vulkan driver",
    probe: Probe::VulkanDriver,
    apt: &["mesa-vulkan-drivers"],
    dnf: &["mesa-vulkan-drivers"],
    pacman: &["vulkan-intel", "vulkan-radeon", "vulkan-swrast"],
    zypper: &["libvulkan_intel", "libvulkan_lvp", "libvulkan_radeon"],
};

const SOFTWARE_VULKAN: Need = Need {
    name: "Mesa's software Vulkan driver",
    probe: Probe::SoftwareVulkan,
    apt: &["mesa-vulkan-drivers"],
    dnf: &["mesa-vulkan-drivers"],
    pacman: &["vulkan-swrast"],
    zypper: &["libvulkan_lvp"],
};

const VIRTUAL_DISPLAY: Need = Need {
    name: "Xvfb",
    probe: Probe::Program("Xvfb"),
    apt: &["xvfb"],
    dnf: &["xorg-x11-server-Xvfb"],
    pacman: &["xorg-server-xvfb"],
    zypper: &["xorg-x11-server-Xvfb"],
};

/// Moves the pointer and presses keys on a display, as a person would.
const HAND: Need = Need {
    name: "xdotool",
    probe: Probe::Program("xdotool"),
    apt: &["xdotool"],
    dnf: &["xdotool"],
    pacman: &["xdotool"],
    zypper: &["xdotool"],
};

const CODE_READER: Need = Need {
    name: "zbarimg",
    probe: Probe::Program("zbarimg"),
    apt: &["zbar-tools"],
    dnf: &["zbar"],
    pacman: &["zbar"],
    zypper: &["zbar"],
};

const ZEROCONF: Need = Need {
    name: "Python's zeroconf",
    probe: Probe::PythonModule("zeroconf"),
    apt: &["python3-zeroconf"],
    dnf: &["python3-zeroconf"],
    pacman: &["python-zeroconf"],
    zypper: &["python3-zeroconf"],
};

const NETWORKS: Need = Need {
    name: "ip",
    probe: Probe::Program("ip"),
    apt: &["iproute2"],
    dnf: &["iproute"],
    pacman: &["iproute2"],
    zypper: &["iproute2"],
};

const FIREWALL: Need = Need {
    name: "iptables",
    probe: Probe::Program("iptables"),
    apt: &["iptables"],
    dnf: &["iptables-nft"],
    pacman: &["iptables"],
    zypper: &["iptables"],
};

/// Others' levels to import and play. Not every system packages them; the tests of them say so where they are not tried.
const LEVEL_SETS: Need = Need {
    name: "the level sets of LBreakout2",
    probe: Probe::Folder(&[
        "/usr/share/games/lbreakout2/levels",
        "/usr/share/lbreakout2/levels",
    ]),
    apt: &["lbreakout2-data"],
    dnf: &["lbreakout2"],
    pacman: &[],
    zypper: &[],
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_need_has_a_package_everywhere() {
        for need in [building(), window(), tests()].concat() {
            for manager in Manager::ALL {
                let is_optional = need.probe == LEVEL_SETS.probe;
                assert!(
                    is_optional || !need.packages(manager).is_empty(),
                    "{} with {manager:?}",
                    need.name
                );
            }
        }
    }

    #[test]
    fn whatever_compiles_the_receiver_asks_for_what_sound_is_built_with() {
        let asks = |needs: Vec<Need>| needs.iter().any(|need| need.probe == SOUND.probe);
        assert!(asks(building()) && asks(tests()));
        assert!(!asks(window()), "a controller's window is built without");
    }

    #[test]
    fn a_window_asks_for_nothing_that_only_tests_use() {
        let only_tests = [
            Probe::Program("Xvfb"),
            Probe::Program("xdotool"),
            Probe::Program("zbarimg"),
            Probe::Program("ip"),
            Probe::Program("iptables"),
            Probe::PythonModule("zeroconf"),
        ];
        for probe in only_tests {
            assert!(window().iter().all(|need| need.probe != probe), "{probe:?}");
            assert!(tests().iter().any(|need| need.probe == probe), "{probe:?}");
        }
    }
}
