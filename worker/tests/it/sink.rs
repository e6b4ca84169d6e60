//! A mail server that does as it is told.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};
use tokio::io::{AsyncBufReadExt as _, AsyncWriteExt as _, BufReader};
use tokio::net::{TcpListener, TcpStream};

/// What it does with one mail.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Act {
    Take,
    /// 451 to the recipient.
    NotNow,
    /// 550 to the recipient.
    Never,
    /// Takes the mail, never answers the final dot.
    Silence,
    /// Takes the mail and hangs up before it answers.
    Die,
}

#[derive(Default)]
struct State {
    acts: VecDeque<Act>,
    /// Mails whose final dot came, and whether they were answered.
    mails: Vec<(Vec<u8>, bool)>,
    connections: usize,
}

#[derive(Clone)]
pub(crate) struct Sink {
    pub(crate) url: String,
    state: Arc<Mutex<State>>,
}

impl Sink {
    /// Treats the first mails as `acts` say, and takes every later one.
    pub(crate) async fn new(acts: &[Act]) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let sink = Self {
            url: format!("smtp://{}", listener.local_addr().unwrap()),
            state: Arc::default(),
        };
        sink.state.lock().unwrap().acts = acts.iter().copied().collect();
        let state = sink.state.clone();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                state.lock().unwrap().connections += 1;
                tokio::spawn(serve(stream, state.clone()));
            }
        });
        sink
    }

    /// Mails that came whole.
    pub(crate) fn mails(&self) -> Vec<Vec<u8>> {
        let state = self.state.lock().unwrap();
        state.mails.iter().map(|(mail, _)| mail.clone()).collect()
    }

    /// How many of them were answered.
    pub(crate) fn answered(&self) -> usize {
        self.state
            .lock()
            .unwrap()
            .mails
            .iter()
            .filter(|(_, answered)| *answered)
            .count()
    }

    pub(crate) fn connections(&self) -> usize {
        self.state.lock().unwrap().connections
    }
}

async fn serve(stream: TcpStream, state: Arc<Mutex<State>>) -> Option<()> {
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
                let answer = match act {
                    Act::NotNow => "451 try later",
                    Act::Never => "550 no such person",
                    Act::Take | Act::Silence | Act::Die => "250 ok",
                };
                say(&mut stream, answer).await?;
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
