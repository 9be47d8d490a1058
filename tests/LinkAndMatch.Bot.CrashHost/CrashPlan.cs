using System.Globalization;
using LinkAndMatch.Bot.Conversation.Doors;
using LinkAndMatch.Bot.Partnering.Firms;
using LinkAndMatch.Bot.Turns;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace LinkAndMatch.Bot.CrashHost;

/// <summary>Where the process dies and which guard is taken out of it; read from the settings under <c>Crash</c>.</summary>
public sealed record CrashPlan
{
    /// <summary>The setting that makes the process wait for a line before it begins.</summary>
    public const string OnHold = "Crash:OnHold";

    /// <summary>The place that kills; null: none does.</summary>
    public TurnPoint? At { get; init; }

    /// <summary>The passing that kills, from 1.</summary>
    public int Nth { get; init; } = 1;

    /// <summary>The guard that is taken out; null: none.</summary>
    public Guard? Without { get; init; }

    /// <summary>True: registrations of firms with a poisonous name do what the name says (<see cref="PoisonedRegistration"/>).</summary>
    public bool Poison { get; init; }

    public static CrashPlan Read(IConfiguration configuration) => new()
    {
        At = configuration["Crash:At"] is { Length: > 0 } point ? Enum.Parse<TurnPoint>(point) : null,
        Nth = int.Parse(configuration["Crash:Nth"] ?? "1", CultureInfo.InvariantCulture),
        Without = configuration["Crash:Without"] is { Length: > 0 } guard ? Enum.Parse<Guard>(guard) : null,
        Poison = configuration.GetValue<bool>("Crash:Poison"),
    };

    public void Apply(IServiceCollection services)
    {
        services.AddSingleton<ITurnWatcher>(new CrashWatcher(this));
        if (Without is { } guard) services.AddSingleton(Mutations.Without(guard));
        if (Poison) AddPoison(services);
    }

    public static void AddPoison(IServiceCollection services)
    {
        services.AddScoped<RegisterFirm>();
        services.AddKeyedScoped<IDialogAction, PoisonedRegistration>("firms.register");
    }
}
