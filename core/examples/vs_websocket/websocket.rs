//! A WebSocket over loopback as web games use it: one message of JSON for each position of a pad, sent at once.

use crate::age::Race;
use anyhow::Context as _;
use serde_json::Value;
use std::net::{TcpListener, TcpStream};
use std::sync::Arc;
use std::thread;
use tungstenite::{Message, WebSocket};

/// The pad's end. The game's ends with it.
pub(crate) struct Client(WebSocket<TcpStream>);

/// Connects both ends; what arrives is told to `race`.
pub(crate) fn connect(race: Arc<Race>) -> anyhow::Result<Client> {
    let listener = TcpListener::bind("127.0.0.1:0")?;
    let at = listener.local_addr()?;
    thread::spawn(move || {
        // its error ends the client too, which tells it
        let _ = serve(&listener, &race);
    });
    let stream = TcpStream::connect(at)?;
    stream.set_nodelay(true)?;
    let (socket, _) = tungstenite::client(format!("ws://{at}/"), stream)
        .context("the WebSocket did not connect")?;
    Ok(Client(socket))
}

fn serve(listener: &TcpListener, race: &Race) -> anyhow::Result<()> {
    let (stream, _) = listener.accept()?;
    stream.set_nodelay(true)?;
    let mut socket = tungstenite::accept(stream).ok().context("no handshake")?;
    loop {
        let message = socket.read()?;
        let Ok(text) = message.to_text() else {
            continue;
        };
        let position = serde_json::from_str::<Value>(text).ok();
        let x = position.and_then(|position| position.get("x")?.as_u64());
        if let Some(number) = x.and_then(|x| u32::try_from(x).ok()) {
            race.came(number);
        }
    }
}

impl Client {
    pub(crate) fn move_to(&mut self, number: u32) -> anyhow::Result<()> {
        let position = serde_json::json!({ "pad": 1, "x": number, "y": 0 });
        self.0.send(Message::text(position.to_string()))?;
        Ok(())
    }
}
