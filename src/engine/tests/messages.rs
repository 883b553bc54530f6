//! Messages on the wire.

use super::*;

#[test]
fn bytes_travel_beside_the_text_and_never_in_it() {
    let mut request = Request::Restore {
        bytes: vec![1, 2, 3],
        with: Secret::Passphrase("p".into()),
    };
    let bytes = wire::take_request_bytes(&mut request);
    let message = wire::encode(&request).unwrap();
    let mut read: Request = wire::decode(&message).unwrap();
    wire::put_request_bytes(&mut read, bytes.unwrap());
    assert!(matches!(read, Request::Restore { bytes, .. } if bytes == [1, 2, 3]));
    let mut answer = Answer::Bytes(vec![9; 4]);
    let bytes = wire::take_answer_bytes(&mut answer).unwrap();
    let message = wire::encode_answer(1, &answer).unwrap();
    let Some((1, wire::Arrived::Plain(mut read))) = wire::decode_answer(&message) else {
        panic!("bytes can be read by the first screens");
    };
    wire::put_answer_bytes(&mut read, bytes);
    assert!(matches!(*read, Answer::Bytes(bytes) if bytes == [9; 4]));
}
