//! What a screen reader hears: a role and a name for everything that can be pressed or steered, the words of every screen in
//! the order in which they lie on it, and news by themselves. Owns Bevy's [`AccessibilityNode`]s; reads what others drew and
//! must not change it.
//!
//! Bevy hands these nodes to AccessKit, which speaks to Windows' and macOS' own screen readers. On Linux, Android and iOS the
//! part of AccessKit that would listen is not built into Bevy as this project uses it: there the nodes are made, tested and
//! not heard.

mod board;
mod controls;
mod order;
mod pages;
mod words;

pub use controls::Steered;

use accesskit::{Node, Role};
use bevy::a11y::AccessibilityNode;
use bevy::prelude::*;

/// News that are read out as they come, without anybody looking for them: what is below this node, in one go.
#[derive(Component, Debug, Clone, Copy, Default)]
pub struct Announced;

/// What a tap does beside being one: put it on the node of the tap.
#[derive(Component, Debug, Clone, PartialEq, Eq)]
pub enum Is {
    /// Turns something on or off.
    Switch(bool),
    /// One of several, chosen or not.
    Choice(bool),
    /// Called so, since nothing is written on it, or only a sign.
    Named(String),
}

/// What is below this node has its names elsewhere: its own words are not read out.
#[derive(Component, Debug, Clone, Copy, Default)]
pub struct Unspoken;

/// The parts in which everything gets its name, in this order, once it has been drawn.
#[derive(SystemSet, Debug, Clone, Copy, PartialEq, Eq, Hash)]
struct Named;

/// Names for whoever cannot see the glass.
pub fn plugin(app: &mut App) {
    controls::plugin(app);
    pages::plugin(app);
    words::plugin(app);
    order::plugin(app);
}

/// Gives a node its role and name, or other ones, and keeps what Bevy has written beside them: its place.
fn name(commands: &mut Commands, entity: Entity, old: Option<&mut AccessibilityNode>, new: Node) {
    match old {
        Some(old) => {
            let mut new = new;
            if let Some(bounds) = old.bounds() {
                new.set_bounds(bounds);
            }
            if let Some(transform) = old.transform().copied() {
                new.set_transform(transform);
            }
            if **old != new {
                **old = new;
            }
        }
        None => {
            commands
                .entity(entity)
                .try_insert(AccessibilityNode::from(new));
        }
    }
}

/// A node with a role and a name.
fn named(role: Role, label: impl Into<Box<str>>) -> Node {
    let mut node = Node::new(role);
    node.set_label(label);
    node
}
