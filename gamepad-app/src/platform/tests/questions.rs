//! What the app asks of the shell: each answer counts once, and to its own question; and a line that is typed there.

use super::*;

#[test]
fn an_answer_counts_once_and_to_its_own_question() {
    let platform = Platform::default();
    let shell = Arc::new(Fake::default());
    let about = ShellAbout::default();
    platform.attach(shell.clone(), about.clone()).expect("one");
    assert!(platform.attach(shell.clone(), about).is_err(), "another");
    let heard = Arc::new(Mutex::new(Vec::new()));
    let hears = Arc::clone(&heard);
    let request = platform.scan(move |text, _| hears.lock().unwrap().push(text));
    let request = request.expect("a number");
    platform.text_edited(request, Some("x".into()));
    platform.scanned(request + 1, Some("y".into()), None);
    platform.scanned(request, Some("z".into()), None);
    platform.scanned(request, Some("z".into()), None);
    assert_eq!(*heard.lock().unwrap(), [Some("z".to_owned())]);
    platform.cancel(request);
    let asked = shell.asked.lock().unwrap().clone();
    assert_eq!(asked, [Asked::Scan(request)], "nothing is left to cancel");
}

#[test]
fn a_shell_that_never_answers_is_not_asked_for_ever() {
    let platform = Platform::default();
    let shell = Arc::new(Fake::default());
    let about = ShellAbout::default();
    platform.attach(shell.clone(), about).expect("one");
    let numbers = (0..100).filter_map(|_| platform.scan(|_, _| ()));
    assert_eq!(numbers.count(), 32);
    assert_eq!(shell.asked.lock().unwrap().len(), 32);
}

#[test]
fn a_line_is_typed_in_the_shells_own_field() {
    let mut phone = Phone::new(false);
    phone.play(text_control());
    phone.asked();
    let control = control(&phone);
    phone.app.world_mut().write_message(Action::Edit(control));
    let asked = phone.asked();
    let [Asked::Edit(request, field)] = &asked[..] else {
        panic!("{asked:?}")
    };
    assert_eq!((&*field.title, &*field.hint), ("CHAT", "Say hello"));
    assert_eq!(field.kind, TextKind::Line);
    assert_eq!(
        phone.app.world().resource::<Typing>().control(),
        Some(control)
    );
    let long = format!("h\u{7}i{}", "é".repeat(1_000));
    phone.platform.text_edited(*request, Some(long));
    let mut sent = phone
        .app
        .world()
        .resource::<Messages<Action>>()
        .get_cursor();
    phone.app.update();
    let actions = phone.app.world().resource::<Messages<Action>>();
    let lines: Vec<_> = sent
        .read(actions)
        .filter_map(|action| match action {
            Action::Text { control, text } => Some((*control, text.len(), text.starts_with("hié"))),
            _ => None,
        })
        .collect();
    assert_eq!(lines, [(control, 512, true)]);
    assert_eq!(phone.app.world().resource::<Typing>().control(), None);
}

#[test]
fn a_field_whose_control_is_gone_is_closed() {
    let mut phone = Phone::new(false);
    phone.play(text_control());
    let control = control(&phone);
    phone.asked();
    phone.app.world_mut().write_message(Action::Edit(control));
    let request = phone.questions()[0];
    phone.play(button());
    assert!(phone.asked().contains(&Asked::Cancel(request)));
    phone.platform.text_edited(request, Some("too late".into()));
    phone.step();
}

#[test]
fn a_name_typed_there_is_the_players_from_then_on() {
    let mut phone = Phone::new(false);
    phone.questions();
    phone.tap(find::Act::Tune);
    phone.tap(find::Act::Player);
    assert!(phone.page().acts().contains(&find::Act::Name));
    phone.tap(find::Act::Name);
    let request = phone.questions()[0];
    let name = Some(" Grace\u{202e} ".to_owned());
    phone.platform.text_edited(request, name);
    phone.step();
    assert_eq!(phone.app.world().resource::<PadModel>().name, "Grace");
    let me = &phone.app.world().resource::<Outside>().me;
    assert_eq!(me.identity.name().as_deref(), Some("Grace"));
}
