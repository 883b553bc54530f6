//! `cargo xtask <job>`: one command for each job.

mod bench;
mod checks;
mod counts;
mod demo;
mod dist;
mod end2end;
mod fixtures;
mod gallery;
mod network;
mod paths;
mod run;
mod say;
mod shrink;
mod split;
mod test;
mod tools;
mod web;

use anyhow::{Result, bail};
use std::process::ExitCode;

const HELP: &str = "\
cargo xtask <job>

  demo              install what is missing, build, start a simulated MedMij
                    network and the gateway, and say where to look;
                    --brand FILE: in the brand of an operator;
                    --accounts: people sign in with a passkey before they collect
  test              everything that must hold, with a summary
  test <step>...    only these steps: a check below, or tests, browser, end2end
  build             the app in dist/, and a gateway that carries it inside
  web               only the app in dist/
  gallery           every component of the app in every state, to look at;
                    --accept: make its pictures anew
  check [<name>]... the checks that run no tests: all, or by name
  bench             how fast the app is with a large record, with its bars;
                    --data FOLDER: resources of your own to make it of
  fixtures          published test data, where they are, as providers for a demo
  serve             for end2end: the network and the gateway on free ports,
                    until standard input ends
";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let (job, rest) = match arguments.split_first() {
        Some((job, rest)) => (job.as_str(), rest),
        None => ("help", arguments.as_slice()),
    };
    match start(job, rest) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            say::line(format_args!("\nThis did not work: {error:#}"));
            ExitCode::FAILURE
        }
    }
}

/// Does the job. False when it ran and found something wrong.
fn start(job: &str, rest: &[String]) -> Result<bool> {
    match job {
        "demo" => demo::run(rest).map(|()| true),
        "test" => test::run(rest),
        "check" => test::checks(rest),
        "build" => demo::build_release().map(|()| true),
        "web" => {
            tools::for_the_app()?;
            web::build().map(|()| true)
        }
        "gallery" => gallery::run(rest),
        "bench" => bench::run(rest),
        "fixtures" => fixtures::run().map(|()| true),
        "serve" => network::serve(rest).map(|()| true),
        "help" | "--help" | "-h" => {
            say::line(HELP);
            Ok(true)
        }
        other => bail!("there is no job `{other}`; `cargo xtask help` lists them"),
    }
}
