//! A scripted mail server that records the mails it gets.

use mail_parser::MessageParser;
use std::collections::VecDeque;
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tokio::io::{AsyncBufReadExt as _, AsyncWriteExt as _, BufReader};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tokio::time::{sleep, timeout};

/// A step of the SMTP dialogue.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Step {
    /// The greeting.
    Greeting,
    /// `EHLO`.
    Hello,
    /// `MAIL FROM`.
    From,
    /// `RCPT TO`.
    To,
    /// `DATA`.
    Data,
    /// The final dot.
    Dot,
}

/// Every step, in order.
pub(crate) const STEPS: [Step; 6] = [Step::Greeting, Step::Hello, Step::From, Step::To, Step::Data, Step::Dot];

/// What the server does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Act {
    /// Accepts the mail.
    Take,
    /// Replies to a step with this code.
    Say(Step, u16),
    /// Never replies to a step.
    Hang(Step),
    /// Closes the connection instead of replying to a step. At the final dot it has accepted the mail.
    Cut(Step),
    /// Closes the connection after this many bytes of the mail.
    CutIn(usize),
    /// Accepts the mail and replies, then closes the connection.
    TakeAndCut,
    /// Sends its replies at one byte per second.
    Drip,
}

/// A mail that was received up to its final dot.
#[derive(Debug, Clone)]
pub(crate) struct Taken {
    /// The Message-ID.
    pub(crate) id: String,
    /// The recipient.
    pub(crate) to: String,
    /// The plain text part.
    pub(crate) text: String,
    /// Whether it was then refused with a code.
    pub(crate) refused: bool,
}

struct State {
    /// For the next mails, one act each; after that, `always`.
    acts: VecDeque<Act>,
    always: Act,
    taken: Vec<Taken>,
    /// The RCPT lines so far.
    offered: Vec<String>,
    connections: usize,
    held: usize,
}

/// The mail server of one row.
#[derive(Clone)]
pub(crate) struct Smtp {
    /// The port on which it listens.
    pub(crate) port: u16,
    state: Arc<Mutex<State>>,
    /// The step at which all connections are held.
    hold: Arc<watch::Sender<Option<Step>>>,
    /// The domain for whose recipients the server does not reply.
    hung: Arc<watch::Sender<Option<String>>>,
}

impl Smtp {
    /// Starts a server that accepts every mail.
    pub(crate) async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let state = State {
            acts: VecDeque::new(),
            always: Act::Take,
            taken: Vec::new(),
            offered: Vec::new(),
            connections: 0,
            held: 0,
        };
        let smtp = Self {
            port: listener.local_addr().unwrap().port(),
            state: Arc::new(Mutex::new(state)),
            hold: Arc::new(watch::Sender::new(None)),
            hung: Arc::new(watch::Sender::new(None)),
        };
        let shared = smtp.clone();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let shared = shared.clone();
                tokio::spawn(async move { shared.serve(stream).await });
            }
        });
        smtp
    }

    /// Sets what it does with the next mails, one act each.
    pub(crate) fn next(&self, acts: impl IntoIterator<Item = Act>) {
        self.state.lock().unwrap().acts.extend(acts);
    }

    /// Sets what it does with all mails from now on.
    pub(crate) fn always(&self, act: Act) {
        let mut state = self.state.lock().unwrap();
        state.acts.clear();
        state.always = act;
    }

    /// Holds all connections at a step; `None` releases them.
    pub(crate) fn hold(&self, step: Option<Step>) {
        self.state.lock().unwrap().held = 0;
        self.hold.send_replace(step);
    }

    /// Stops replying to recipients in this domain, or starts again.
    pub(crate) fn hang(&self, domain: &str, hangs: bool) {
        self.hung.send_replace(hangs.then(|| domain.to_owned()));
    }

    /// Returns the number of acts left for the next mails.
    pub(crate) fn acts_left(&self) -> usize {
        self.state.lock().unwrap().acts.len()
    }

    /// Returns the number of connections held since the last [`Smtp::hold`].
    pub(crate) fn held(&self) -> usize {
        self.state.lock().unwrap().held
    }

    /// Returns the mails that were received completely.
    pub(crate) fn taken(&self) -> Vec<Taken> {
        self.state.lock().unwrap().taken.clone()
    }

    /// Returns the number of RCPT commands.
    pub(crate) fn offered(&self) -> usize {
        self.state.lock().unwrap().offered.len()
    }

    /// Returns the number of connections so far.
    pub(crate) fn connections(&self) -> usize {
        self.state.lock().unwrap().connections
    }

    async fn serve(&self, stream: TcpStream) -> Option<()> {
        let mut act = {
            let mut state = self.state.lock().unwrap();
            state.connections += 1;
            // Acts for the greeting and EHLO apply to the connection; no mail is named yet.
            match state.acts.front() {
                Some(
                    Act::Say(Step::Greeting | Step::Hello, _)
                    | Act::Hang(Step::Greeting | Step::Hello)
                    | Act::Cut(Step::Greeting | Step::Hello),
                ) => state.acts.pop_front().unwrap_or(Act::Take),
                _ => state.always,
            }
        };
        let mut stream = BufReader::new(stream);
        self.answer(&mut stream, act, Step::Greeting, "220 sink").await?;
        loop {
            let line = hear(&mut stream).await?;
            let verb = line.get(..4).unwrap_or_default().to_ascii_uppercase();
            match verb.as_str() {
                "EHLO" | "HELO" => {
                    self.answer(&mut stream, act, Step::Hello, "250-sink\r\n250 8BITMIME")
                        .await?;
                }
                "MAIL" => {
                    act = {
                        let mut state = self.state.lock().unwrap();
                        let always = state.always;
                        state.acts.pop_front().unwrap_or(always)
                    };
                    self.answer(&mut stream, act, Step::From, "250 ok").await?;
                }
                "RCPT" => {
                    self.state.lock().unwrap().offered.push(line.trim().to_owned());
                    let mut hung = self.hung.subscribe();
                    let is_hung =
                        |domain: &Option<String>| domain.as_ref().is_some_and(|domain| line.contains(domain.as_str()));
                    hung.wait_for(|domain| !is_hung(domain)).await.ok()?;
                    self.answer(&mut stream, act, Step::To, "250 ok").await?;
                }
                "DATA" => {
                    self.answer(&mut stream, act, Step::Data, "354 go on").await?;
                    if matches!(act, Act::Say(Step::Data, _)) {
                        continue;
                    }
                    let mail = read(&mut stream, act).await?;
                    self.keep(&mail, matches!(act, Act::Say(Step::Dot, _)));
                    self.answer(&mut stream, act, Step::Dot, "250 taken").await?;
                    if act == Act::TakeAndCut {
                        return None;
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

    fn keep(&self, mail: &[u8], refused: bool) {
        let parsed = MessageParser::default().parse(mail).unwrap();
        let to = parsed.to().and_then(|to| to.first()).and_then(|to| to.address());
        let taken = Taken {
            id: parsed.message_id().unwrap_or_default().to_owned(),
            to: to.unwrap_or_default().to_owned(),
            text: parsed.body_text(0).unwrap_or_default().into_owned(),
            refused,
        };
        self.state.lock().unwrap().taken.push(taken);
    }

    /// Replies to a step, or does what the act says for it.
    async fn answer(&self, stream: &mut BufReader<TcpStream>, act: Act, step: Step, fine: &str) -> Option<()> {
        let mut hold = self.hold.subscribe();
        if *hold.borrow() == Some(step) {
            self.state.lock().unwrap().held += 1;
            hold.wait_for(|held| *held != Some(step)).await.ok()?;
        }
        match act {
            Act::Hang(at) if at == step => std::future::pending().await,
            Act::Cut(at) if at == step => None,
            Act::Say(at, code) if at == step => {
                say(stream, &format!("{code} as the script says")).await?;
                // After 421 a server closes the connection.
                (code != 421).then_some(())
            }
            Act::Drip => {
                for byte in format!("{fine}\r\n").bytes() {
                    stream.write_all(&[byte]).await.ok()?;
                    sleep(Duration::from_secs(1)).await;
                }
                Some(())
            }
            Act::Take | Act::Say(..) | Act::Hang(_) | Act::Cut(_) | Act::CutIn(_) | Act::TakeAndCut => {
                say(stream, fine).await
            }
        }
    }
}

/// Reads the mail up to its final dot; `None` when the act closes the connection.
async fn read(stream: &mut BufReader<TcpStream>, act: Act) -> Option<Vec<u8>> {
    let mut mail = Vec::new();
    loop {
        let line = hear(stream).await?;
        if line == ".\r\n" {
            return Some(mail);
        }
        mail.extend_from_slice(line.strip_prefix('.').unwrap_or(&line).as_bytes());
        if let Act::CutIn(most) = act
            && mail.len() > most
        {
            return None;
        }
    }
}

async fn hear(stream: &mut BufReader<TcpStream>) -> Option<String> {
    let mut line = Vec::new();
    let read = timeout(Duration::from_secs(300), stream.read_until(b'\n', &mut line));
    let read = read.await.ok()?.ok()?;
    (read > 0).then(|| String::from_utf8_lossy(&line).into_owned())
}

async fn say(stream: &mut BufReader<TcpStream>, answer: &str) -> Option<()> {
    stream.write_all(format!("{answer}\r\n").as_bytes()).await.ok()
}
