using System.Diagnostics.Metrics;

namespace LinkAndMatch.Bot.Knowledge.Model;

/// <summary>Counts the model's steps by how they ended and the tokens they used. Never whose, never what.</summary>
public sealed class ModelMeter : IDisposable
{
    private readonly Meter _meter = new(ModelConnection.Telemetry);
    private readonly Counter<long> _steps;
    private readonly Counter<long> _tokens;

    public ModelMeter()
    {
        _steps = _meter.CreateCounter<long>("linkandmatch.model.steps", "{step}", "Steps by kind and how they ended: done, unreadable, late, failed, resting, budget.");
        _tokens = _meter.CreateCounter<long>("linkandmatch.model.tokens", "{token}", "Tokens used, by kind.");
    }

    public void Ended(string kind, string outcome) => _steps.Add(1, new KeyValuePair<string, object?>("kind", kind), new KeyValuePair<string, object?>("outcome", outcome));

    public void Used(string kind, long tokens) => _tokens.Add(tokens, new KeyValuePair<string, object?>("kind", kind));

    public void Dispose() => _meter.Dispose();
}
