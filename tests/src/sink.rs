//! A mail server whose responses the test chooses.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};
use tokio::io::{AsyncBufReadExt as _, AsyncWriteExt as _, BufReader};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;

/// How the server treats one mail.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Act {
    /// Accepts the mail.
    Take,
    /// Responds 451 to the recipient (try later).
    NotNow,
    /// Responds 550 to the recipient (rejected).
    Never,
    /// Receives the mail and never responds to the final dot.
    Silence,
    /// Receives the mail and disconnects before it responds.
    Die,
}

#[derive(Default)]
struct State {
    acts: VecDeque<Act>,
    /// Completely received mails, and whether each was answered.
    mails: Vec<(Vec<u8>, bool)>,
    connections: usize,
    held: usize,
    /// Suffixes of recipient addresses that never get a response.
    hanging: Vec<String>,
}

/// The mail server of one test.
#[derive(Clone)]
pub struct Sink {
    /// The server's SMTP URL.
    pub url: String,
    state: Arc<Mutex<State>>,
    open: Arc<watch::Sender<bool>>,
}

impl Sink {
    /// Starts a server that treats the first mails as `acts` says, and accepts all later ones.
    pub async fn new(acts: &[Act]) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let sink = Self {
            url: format!("smtp://{}", listener.local_addr().unwrap()),
            state: Arc::default(),
            open: Arc::new(watch::Sender::new(true)),
        };
        sink.state.lock().unwrap().acts = acts.iter().copied().collect();
        let (state, open) = (sink.state.clone(), sink.open.clone());
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                state.lock().unwrap().connections += 1;
                tokio::spawn(serve(stream, state.clone(), open.subscribe()));
            }
        });
        sink
    }

    /// From now on, delays every response to a recipient until [`Self::go_on`].
    pub fn hold(&self) {
        self.state.lock().unwrap().held = 0;
        self.open.send_replace(false);
    }

    /// From now on, never responds to a recipient whose address ends with `end`.
    pub fn hang(&self, end: &str) {
        self.state.lock().unwrap().hanging.push(end.to_owned());
    }

    /// Responds to everybody again.
    pub fn go_on(&self) {
        self.open.send_replace(true);
    }

    /// Returns how many connections have waited for a response since [`Self::hold`].
    pub fn held(&self) -> usize {
        self.state.lock().unwrap().held
    }

    /// Returns the mails that were received completely.
    pub fn mails(&self) -> Vec<Vec<u8>> {
        let state = self.state.lock().unwrap();
        state.mails.iter().map(|(mail, _)| mail.clone()).collect()
    }

    /// Returns how many of the received mails were answered.
    pub fn answered(&self) -> usize {
        self.state
            .lock()
            .unwrap()
            .mails
            .iter()
            .filter(|(_, answered)| *answered)
            .count()
    }

    /// Returns how many connections were opened so far.
    pub fn connections(&self) -> usize {
        self.state.lock().unwrap().connections
    }
}

async fn serve(stream: TcpStream, state: Arc<Mutex<State>>, mut open: watch::Receiver<bool>) -> Option<()> {
    let mut stream = BufReader::new(stream);
    let mut act = Act::Take;
    say(&mut stream, "220 sink").await?;
    loop {
        let line = hear(&mut stream).await?;
        let verb = line.get(..4).unwrap_or_default().to_ascii_uppercase();
        match verb.as_str() {
            "EHLO" => say(&mut stream, "250-sink\r\n250 8BITMIME").await?,
            "MAIL" => {
                act = state.lock().unwrap().acts.pop_front().unwrap_or(Act::Take);
                say(&mut stream, "250 ok").await?;
            }
            "RCPT" => {
                let hangs = {
                    let mut state = state.lock().unwrap();
                    let named = line.trim_end().trim_end_matches('>');
                    let hangs = state.hanging.iter().any(|end| named.ends_with(end.as_str()));
                    state.held += usize::from(hangs);
                    hangs
                };
                if hangs {
                    std::future::pending::<()>().await;
                }
                if !*open.borrow() {
                    state.lock().unwrap().held += 1;
                }
                open.wait_for(|open| *open).await.ok()?;
                // Real servers repeat the rejected address.
                let to = line.get(8..).unwrap_or_default().trim();
                let answer = match act {
                    Act::NotNow => format!("451 4.2.1 {to}: try later"),
                    Act::Never => format!("550 5.1.1 {to}: no such person"),
                    Act::Take | Act::Silence | Act::Die => "250 ok".to_owned(),
                };
                say(&mut stream, &answer).await?;
            }
            "DATA" => {
                say(&mut stream, "354 go on").await?;
                let mut mail = Vec::new();
                loop {
                    let line = hear(&mut stream).await?;
                    if line == ".\r\n" {
                        break;
                    }
                    mail.extend_from_slice(line.strip_prefix('.').unwrap_or(&line).as_bytes());
                }
                state.lock().unwrap().mails.push((mail, act == Act::Take));
                match act {
                    Act::Silence => std::future::pending().await,
                    Act::Die => return None,
                    Act::Take | Act::NotNow | Act::Never => say(&mut stream, "250 taken").await?,
                }
            }
            "QUIT" => {
                say(&mut stream, "221 bye").await?;
                return Some(());
            }
            _ => say(&mut stream, "250 ok").await?,
        }
    }
}

async fn hear(stream: &mut BufReader<TcpStream>) -> Option<String> {
    let mut line = String::new();
    let read = stream.read_line(&mut line).await.ok()?;
    (read > 0).then_some(line)
}

async fn say(stream: &mut BufReader<TcpStream>, answer: &str) -> Option<()> {
    stream.write_all(format!("{answer}\r\n").as_bytes()).await.ok()
}
