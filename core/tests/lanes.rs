//! `Ordered` is renet's reliable and ordered channel, `Latest` its unreliable one, in both directions.

use couchpad_core::protocol::Lane;
use couchpad_core::transport::{channel, connection_config};
use renet::SendType;
use std::time::Duration;

#[test]
fn each_lane_is_the_channel_that_it_promises() {
    let config = connection_config();
    for channels in [config.server_channels_config, config.client_channels_config] {
        assert_eq!(channels.len(), 2);
        let of = |lane| {
            channels
                .iter()
                .find(|c| c.channel_id == channel(lane))
                .unwrap()
        };
        assert!(matches!(of(Lane::Latest).send_type, SendType::Unreliable));
        let SendType::ReliableOrdered { resend_time } = of(Lane::Ordered).send_type else {
            panic!("Ordered is not ReliableOrdered");
        };
        assert_eq!(resend_time, Duration::from_millis(25));
        assert!(
            channels
                .iter()
                .all(|c| c.max_memory_usage_bytes <= 100 * 1024)
        );
    }
}
