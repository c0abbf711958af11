//! The picture for cameras: one image a link, made when the link changes and never while it is only shown.
//!
//! How far it reaches: a phone's camera reads a code from about ten times its size away. The picture takes some 530 of the
//! screen's 1080 units, its quiet zone included, which is 49 %: on a television of 32 inches (398 mm high) 195 mm, read from
//! 2 m; of 43 inches (535 mm) 260 mm, 2.6 m; of 55 inches (685 mm) 335 mm, 3.3 m; of 65 inches (809 mm) 395 mm, 4 m.

use crate::room::Room;
use crate::view::qr::Modules;
use bevy::prelude::*;

/// The picture of the present link.
#[derive(Resource, Default)]
pub(super) struct LinkPicture {
    page: String,
    /// The image and its modules a side; `None` where there is no link.
    taken: Option<(Handle<Image>, usize)>,
}

/// Where the picture lies: it takes what room the column has left.
#[derive(Component)]
pub(super) struct Place;

/// The picture, and its modules a side.
#[derive(Component)]
pub(super) struct Fitted(usize);

/// Takes a new picture when the link is another.
pub(super) fn take(
    room: Res<Room>,
    mut link: ResMut<LinkPicture>,
    mut images: ResMut<Assets<Image>>,
) {
    if !room.is_changed() || link.page == room.page {
        return;
    }
    let modules = (!room.page.is_empty())
        .then(|| Modules::of(&room.page))
        .flatten();
    link.taken = modules.map(|modules| (images.add(modules.image()), modules.side()));
    link.page.clone_from(&room.page);
}

/// The picture, as large as there is room.
pub(super) fn picture(column: &mut ChildSpawnerCommands, link: &LinkPicture) {
    let place = Node {
        flex_grow: 1.0,
        flex_basis: Val::Px(0.0),
        min_height: Val::Px(0.0),
        ..default()
    };
    column.spawn((place, Place)).with_children(|place| {
        let Some((image, side)) = &link.taken else {
            return;
        };
        let node = Node {
            position_type: PositionType::Absolute,
            ..default()
        };
        place.spawn((node, ImageNode::new(image.clone()), Fitted(*side)));
    });
}

/// Keeps every module so many whole pixels large: cameras read even edges best.
pub(super) fn fit(
    places: Query<(&ComputedNode, &Children), With<Place>>,
    mut pictures: Query<(&Fitted, &mut Node)>,
) {
    for (place, children) in &places {
        for child in children {
            if let Ok((fitted, mut node)) = pictures.get_mut(*child) {
                let pixels = fitting(place.size().min_element(), fitted.0);
                let size = Val::Px(pixels * place.inverse_scale_factor());
                if node.width != size {
                    (node.width, node.height) = (size, size);
                }
            }
        }
    }
}

/// The largest picture of so many modules a side that fits, in pixels; where not even one pixel a module does, all there is.
fn fitting(room: f32, modules: usize) -> f32 {
    let modules = modules.max(1) as f32;
    let each = (room / modules).floor();
    if each >= 1.0 { each * modules } else { room }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn modules_are_whole_pixels() {
        assert_eq!(fitting(509.0, 53), 477.0);
        assert_eq!(fitting(530.0, 53), 530.0);
        assert_eq!(fitting(40.0, 53), 40.0);
    }

    #[test]
    fn a_picture_is_taken_once_a_link() {
        let mut app = App::new();
        app.init_resource::<Room>()
            .init_resource::<LinkPicture>()
            .init_resource::<Assets<Image>>()
            .add_systems(Update, take);
        let mut taken = |page: &str, lock: bool| {
            let mut room = app.world_mut().resource_mut::<Room>();
            room.page = page.into();
            room.locked = lock;
            app.update();
            let link = app.world().resource::<LinkPicture>();
            link.taken.as_ref().map(|(image, _)| image.id())
        };
        assert_eq!(taken("", false), None);
        let first = taken("http://192.168.0.5:4455/j#", false);
        assert!(first.is_some());
        assert_eq!(taken("http://192.168.0.5:4455/j#", true), first);
        assert_ne!(taken("http://192.168.0.6:4455/j#", true), first);
    }
}
