//! `inzage`: the same reading and rendering as the pages, on the command line; and
//! what is checked of a brand.

use clap::{Parser, Subcommand, ValueEnum};
use inzage_cli::{Options, coverage, render, theme};
use inzage_words::Lang;
use std::io::{BufWriter, ErrorKind, Write};
use std::path::PathBuf;
use std::process::ExitCode;

#[derive(Parser)]
#[command(
    name = "inzage",
    version,
    about = "Reads health data (FHIR) as Inzage does"
)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Print per gegevensdienst which sections, building blocks, profiles and fields
    /// are supported, and what can be done with each.
    Coverage {
        /// Language of labels and words.
        #[arg(long, value_enum, default_value = "nl")]
        lang: Language,
        /// Print one JSON document instead of text.
        #[arg(long)]
        json: bool,
    },
    /// Print what the pages show of FHIR resources or Bundles.
    Render {
        /// Language of labels and words.
        #[arg(long, value_enum, default_value = "nl")]
        lang: Language,
        /// FHIR version of the files. Resources say by their own members what they
        /// are, so every choice reads all of them.
        #[arg(long, value_enum, default_value = "auto")]
        fhir: Fhir,
        /// Print one JSON document instead of text.
        #[arg(long)]
        json: bool,
        /// Files, or folders with .json files.
        #[arg(required = true)]
        files: Vec<PathBuf>,
    },
    /// Look at the theme of a brand (docs/vendors.md).
    Theme {
        #[command(subcommand)]
        task: Task,
    },
}

#[derive(Subcommand)]
enum Task {
    /// Print what does not pass: contrast of each pair of colours that the components
    /// use, the ring of the focus, sizes; with the nearest colour that does.
    Check {
        /// The file of a brand (TOML).
        file: PathBuf,
    },
    /// Print the JSON schema of the file of a brand.
    Schema,
}

#[derive(Clone, Copy, ValueEnum)]
enum Language {
    Nl,
    En,
}

#[derive(Clone, Copy, ValueEnum)]
enum Fhir {
    Stu3,
    R4,
    Auto,
}

impl From<Language> for Lang {
    fn from(language: Language) -> Self {
        match language {
            Language::Nl => Self::Nl,
            Language::En => Self::En,
        }
    }
}

fn main() -> ExitCode {
    let mut out = BufWriter::new(std::io::stdout().lock());
    let done = match Arguments::parse().command {
        Command::Coverage { lang, json } => coverage(lang.into(), json, &mut out),
        Command::Render {
            lang,
            fhir: _,
            json,
            files,
        } => {
            let options = Options {
                paths: files,
                lang: lang.into(),
                json,
            };
            render(&options, &mut out)
        }
        Command::Theme {
            task: Task::Check { file },
        } => theme::check(&file, &mut out),
        Command::Theme { task: Task::Schema } => theme::schema(&mut out),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        // Whoever read along has enough of it.
        Err(error) if error.kind() == ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        Err(error) => {
            let _ = writeln!(std::io::stderr(), "inzage: {error}");
            ExitCode::FAILURE
        }
    }
}
