package se.ringvakt.ledger.sql;

import java.time.Instant;
import se.ringvakt.call.CampaignId;
import se.ringvakt.call.PhoneNumber;

/// What of an attempt its settling needs.
public record KnownAttempt(PhoneNumber number, CampaignId campaign, Instant start) {}
