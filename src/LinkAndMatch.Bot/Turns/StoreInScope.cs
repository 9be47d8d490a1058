using LinkAndMatch.Bot.Partnering.Store;

namespace LinkAndMatch.Bot.Turns;

/// <summary>Which store the services of a scope work on: that of the turn, with its connection and transaction.</summary>
internal sealed class StoreInScope
{
    private PartnershipStore? store;

    public PartnershipStore Store
    {
        get => store ?? throw new InvalidOperationException("This scope has no store: it was opened outside a turn.");
        set => store = value;
    }
}
