//! `inzage`: the same reading and rendering as the pages, on the command line.

use clap::{Parser, Subcommand, ValueEnum};
use inzage_cli::{Options, render};
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

fn main() -> ExitCode {
    let Command::Render {
        lang,
        fhir: _,
        json,
        files,
    } = Arguments::parse().command;
    let options = Options {
        paths: files,
        lang: match lang {
            Language::Nl => Lang::Nl,
            Language::En => Lang::En,
        },
        json,
    };
    let mut out = BufWriter::new(std::io::stdout().lock());
    match render(&options, &mut out) {
        Ok(()) => ExitCode::SUCCESS,
        // Whoever read along has enough of it.
        Err(error) if error.kind() == ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        Err(error) => {
            let _ = writeln!(std::io::stderr(), "inzage: {error}");
            ExitCode::FAILURE
        }
    }
}
