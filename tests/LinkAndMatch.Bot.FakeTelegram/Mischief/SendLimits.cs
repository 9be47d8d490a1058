namespace LinkAndMatch.Bot.FakeTelegram.Mischief;

/// <summary>The rates that Telegram names in its FAQ, as token buckets.</summary>
internal sealed class SendLimits(TimeProvider time)
{
    private const double OverallPerSecond = 30;
    private const double PrivatePerSecond = 1;
    private const double PrivateBurst = 3;
    private const double GroupPerSecond = 20 / 60d;
    private const double GroupBurst = 20;

    private readonly Lock _gate = new();
    private readonly Dictionary<long, Bucket> _chats = [];
    private readonly Bucket _overall = new(OverallPerSecond, OverallPerSecond);

    /// <summary>Takes one message out of the buckets, or says how many whole seconds to stay away.</summary>
    public int? SecondsToWait(long chatId)
    {
        var now = time.GetTimestamp();
        lock (_gate)
        {
            if (!_chats.TryGetValue(chatId, out var chat))
            {
                _chats[chatId] = chat = chatId > 0 ? new Bucket(PrivatePerSecond, PrivateBurst) : new Bucket(GroupPerSecond, GroupBurst);
            }

            var wait = Math.Max(chat.Missing(now, time), _overall.Missing(now, time));
            if (wait > 0) return (int)Math.Ceiling(wait);
            chat.Take();
            _overall.Take();
            return null;
        }
    }

    private sealed class Bucket(double perSecond, double burst)
    {
        private double _taken;
        private long _at;

        /// <summary>Seconds until one token is there; zero when it is there now.</summary>
        public double Missing(long now, TimeProvider time)
        {
            if (_at != 0) _taken = Math.Max(0, _taken - (time.GetElapsedTime(_at, now).TotalSeconds * perSecond));
            _at = now;
            return Math.Max(0, (_taken + 1 - burst) / perSecond);
        }

        public void Take() => _taken++;
    }
}
