//! Links with which others look along: the same tests with a file and with a server.

mod ends;
mod hosts;
mod life;
mod secrets;
mod wrong;

/// Makes of each named function one test per kind of database.
macro_rules! on_both {
    ($($name:ident),+ $(,)?) => {
        mod sqlite {
            $(#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn $name() {
                super::$name(crate::support::places::Place::file()).await;
            })+
        }

        mod postgres {
            $(#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            #[ignore = "needs PostgreSQL: `cargo xtask test postgres`"]
            async fn $name() {
                super::$name(crate::support::places::Place::server()).await;
            })+
        }
    };
}
use on_both;
