//! The four package managers: which one this system uses, and its exact commands.

use std::path::Path;

use super::needs::Need;
use super::probe::has_program;

/// A package manager that the set-up knows.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Manager {
    Apt,
    Dnf,
    Pacman,
    Zypper,
}

impl Manager {
    pub(super) const ALL: [Self; 4] = [Self::Apt, Self::Dnf, Self::Pacman, Self::Zypper];

    /// This system's package manager, if it is one of the four.
    pub(super) fn of_this_system() -> Option<Self> {
        let os_release = ["/etc/os-release", "/usr/lib/os-release"]
            .iter()
            .find_map(|file| std::fs::read_to_string(file).ok())
            .unwrap_or_default();
        Self::detect(&os_release, has_program)
    }

    /// The manager of the distribution that `os_release` names, or else any whose program is there: some
    /// systems carry a second, foreign one.
    fn detect(os_release: &str, has_program: impl Fn(&str) -> bool) -> Option<Self> {
        let own = distributions(os_release)
            .iter()
            .find_map(|name| Self::of_distribution(name));
        own.into_iter()
            .chain(Self::ALL)
            .find(|manager| has_program(manager.program()))
    }

    fn of_distribution(name: &str) -> Option<Self> {
        match name {
            "debian" | "ubuntu" => Some(Self::Apt),
            "fedora" | "rhel" | "centos" => Some(Self::Dnf),
            "arch" => Some(Self::Pacman),
            name if name.starts_with("opensuse") || name == "suse" || name == "sles" => {
                Some(Self::Zypper)
            }
            _ => None,
        }
    }

    const fn program(self) -> &'static str {
        match self {
            Self::Apt => "apt-get",
            Self::Dnf => "dnf",
            Self::Pacman => "pacman",
            Self::Zypper => "zypper",
        }
    }

    /// The packages that bring what is missing: sorted, each once.
    pub(super) fn packages(self, missing: &[Need]) -> Vec<&'static str> {
        let mut packages: Vec<_> = missing
            .iter()
            .flat_map(|need| need.packages(self))
            .copied()
            .collect();
        packages.sort_unstable();
        packages.dedup();
        packages
    }

    /// The commands that install `packages` without a question, to be run as root and in this order.
    pub(super) fn commands(self, packages: &[&str]) -> Vec<Vec<String>> {
        let pacman_has_lists = Path::new("/var/lib/pacman/sync/core.db").exists();
        self.commands_where(packages, pacman_has_lists)
    }

    fn commands_where(self, packages: &[&str], pacman_has_lists: bool) -> Vec<Vec<String>> {
        let (before, install): (Option<&[&str]>, &[&str]) = match self {
            Self::Apt => (
                Some(&["apt-get", "update"]),
                &[
                    "env",
                    "DEBIAN_FRONTEND=noninteractive",
                    "apt-get",
                    "install",
                    "-y",
                    "--no-install-recommends",
                ],
            ),
            Self::Dnf => (
                None,
                &["dnf", "install", "-y", "--setopt=install_weak_deps=False"],
            ),
            // Lists are fetched only where there are none: new lists with old packages is what Arch warns of.
            Self::Pacman if pacman_has_lists => {
                (None, &["pacman", "-S", "--needed", "--noconfirm"])
            }
            Self::Pacman => (None, &["pacman", "-Sy", "--needed", "--noconfirm"]),
            Self::Zypper => (
                None,
                &["zypper", "--non-interactive", "install", "--no-recommends"],
            ),
        };
        let owned = |words: &[&str]| {
            words
                .iter()
                .map(|&word| word.to_owned())
                .collect::<Vec<_>>()
        };
        before
            .map(owned)
            .into_iter()
            .chain([owned(&[install, packages].concat())])
            .collect()
    }
}

/// The distribution's own name, then those it says it is like.
fn distributions(os_release: &str) -> Vec<String> {
    let value = |key: &str| {
        os_release
            .lines()
            .filter_map(|line| line.trim().split_once('='))
            .find(|(name, _)| *name == key)
            .map(|(_, value)| value.trim_matches(['"', '\'']).to_ascii_lowercase())
            .unwrap_or_default()
    };
    let (own, like) = (value("ID"), value("ID_LIKE"));
    [own.as_str(), like.as_str()]
        .iter()
        .flat_map(|names| names.split_whitespace())
        .map(str::to_owned)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::super::needs;
    use super::*;

    #[test]
    fn the_distribution_decides() {
        let everything = |_: &str| true;
        for (os_release, manager) in [
            (
                "PRETTY_NAME=\"Debian GNU/Linux 12\"\nID=debian\n",
                Manager::Apt,
            ),
            ("ID=linuxmint\nID_LIKE=\"ubuntu debian\"\n", Manager::Apt),
            ("NAME=Fedora\nID=fedora\n", Manager::Dnf),
            (
                "ID=\"rocky\"\nID_LIKE=\"rhel centos fedora\"\n",
                Manager::Dnf,
            ),
            ("ID=manjaro\nID_LIKE=arch\n", Manager::Pacman),
            (
                "ID=\"opensuse-tumbleweed\"\nID_LIKE=\"opensuse suse\"\n",
                Manager::Zypper,
            ),
            ("ID='opensuse-leap'", Manager::Zypper),
        ] {
            assert_eq!(
                Manager::detect(os_release, everything),
                Some(manager),
                "{os_release}"
            );
        }
    }

    #[test]
    fn a_strange_distribution_is_known_by_its_programs() {
        let os_release = "ID=homemade\n";
        assert_eq!(
            Manager::detect(os_release, |name| name == "zypper"),
            Some(Manager::Zypper)
        );
        assert_eq!(Manager::detect(os_release, |_| false), None);
        assert_eq!(Manager::detect("", |_| false), None);
    }

    #[test]
    fn a_manager_that_is_not_there_is_not_chosen() {
        assert_eq!(
            Manager::detect("ID=debian", |name| name == "dnf"),
            Some(Manager::Dnf)
        );
    }

    #[test]
    fn a_package_that_brings_two_things_is_named_once() {
        let packages = Manager::Pacman.packages(&needs::tests());
        assert_eq!(packages.iter().filter(|name| **name == "libx11").count(), 1);
        assert!(packages.is_sorted());
    }

    #[test]
    fn no_command_stops_to_ask() {
        for (manager, word) in [
            (Manager::Apt, "-y"),
            (Manager::Dnf, "-y"),
            (Manager::Pacman, "--noconfirm"),
            (Manager::Zypper, "--non-interactive"),
        ] {
            let commands = manager.commands_where(&["one", "two"], true);
            let install = commands.last().expect("a command");
            assert!(install.iter().any(|found| found == word), "{manager:?}");
            assert!(
                install.ends_with(&["one".to_owned(), "two".to_owned()]),
                "{manager:?}"
            );
        }
    }

    #[test]
    fn lists_are_refreshed_where_that_is_safe() {
        assert_eq!(
            Manager::Apt.commands_where(&["x"], true)[0],
            ["apt-get", "update"]
        );
        assert_eq!(Manager::Pacman.commands_where(&["x"], true)[0][1], "-S");
        assert_eq!(Manager::Pacman.commands_where(&["x"], false)[0][1], "-Sy");
    }
}
