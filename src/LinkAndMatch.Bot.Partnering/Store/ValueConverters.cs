using LinkAndMatch.Bot.Conversation.Recognizers;
using LinkAndMatch.Bot.Partnering.Firms;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace LinkAndMatch.Bot.Partnering.Store;

/// <summary>How our own values lie in a column; the one place to touch when contact data is to be encrypted at rest.</summary>
internal static class ValueConverters
{
    public static void Apply(ModelConfigurationBuilder conventions)
    {
        // SQLite cannot order or compare DateTimeOffset; whole microseconds since 1970 as a number sort on every provider.
        conventions.Properties<DateTimeOffset>().HaveConversion<UnixMicroseconds>();
        conventions.Properties<Nib>().HaveConversion<NibDigits>();
        conventions.Properties<PhoneNumber>().HaveConversion<PhoneE164>();
    }

    private sealed class UnixMicroseconds() : ValueConverter<DateTimeOffset, long>(
        at => (at.UtcTicks - DateTimeOffset.UnixEpoch.Ticks) / 10,
        value => new DateTimeOffset(DateTimeOffset.UnixEpoch.Ticks + (value * 10), TimeSpan.Zero));

    private sealed class NibDigits() : ValueConverter<Nib, string>(nib => nib.Digits, digits => Nib.Parse(digits));

    private sealed class PhoneE164() : ValueConverter<PhoneNumber, string>(phone => phone.E164, text => new PhoneNumber(text));
}
