using LinkAndMatch.Bot.Turns;
using Microsoft.Data.Sqlite;

namespace LinkAndMatch.Bot.Testing.Bots;

/// <summary>What goes wrong at a point of a turn.</summary>
public enum TroubleKind
{
    /// <summary>The process is gone from there on: nothing more is read, written or sent.</summary>
    Death,

    /// <summary>The database fails.</summary>
    Database,

    /// <summary>Something throws that nobody expected.</summary>
    Error,

    /// <summary>It takes longer than a turn may.</summary>
    Slow,
}

/// <summary>Watches turns pass, tells when something moved, and makes trouble at a chosen point.</summary>
public sealed class TurnTrouble(ShiftableClock clock) : ITurnWatcher
{
    private readonly Lock _gate = new();
    private TaskCompletionSource _moved = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private TurnPoint? _at;
    private TroubleKind _kind;
    private int _times;
    private bool _dead;

    /// <summary>True once the planned death has come.</summary>
    public bool Dead
    {
        get { lock (_gate) return _dead; }
    }

    /// <summary>True when the planned trouble has come as often as was planned.</summary>
    public bool Came
    {
        get { lock (_gate) return _at is null; }
    }

    /// <summary>Completes at the next point that any turn passes.</summary>
    public Task NextAsync()
    {
        lock (_gate) return _moved.Task;
    }

    /// <summary>Plans trouble.</summary>
    public void Plan(TurnPoint at, TroubleKind kind, int times)
    {
        lock (_gate) (_at, _kind, _times) = (at, kind, times);
    }

    /// <summary>A new process lives again.</summary>
    public void Revive()
    {
        lock (_gate) (_dead, _at) = (false, null);
    }

    /// <inheritdoc/>
    public void At(TurnPoint point, string subject)
    {
        TroubleKind? trouble = null;
        TaskCompletionSource moved;
        lock (_gate)
        {
            moved = _moved;
            _moved = new(TaskCreationOptions.RunContinuationsAsynchronously);
            if (_at == point)
            {
                trouble = _kind;
                if (--_times <= 0) _at = null;
                if (trouble == TroubleKind.Death) _dead = true;
            }

            if (_dead) trouble = TroubleKind.Death;
        }

        moved.TrySetResult();
        switch (trouble)
        {
            case null:
                return;
            case TroubleKind.Death:
                throw new ProcessGoneException();
            case TroubleKind.Database:
                throw new SqliteException("disk I/O error (made by a test)", 10);
            case TroubleKind.Error:
                throw new InvalidOperationException($"Trouble at {point}, made by a test.");
            case TroubleKind.Slow:
                clock.Pass(TimeSpan.FromSeconds(11));
                return;
        }
    }

    /// <inheritdoc/>
    public void Statement(string sql)
    {
        if (Dead) throw new ProcessGoneException();
    }
}

/// <summary>Stands for a process that is no more. The writer gives its connection up after it, as the system does after a process.</summary>
public sealed class ProcessGoneException() : InvalidOperationException("The process is gone (made by a test).");
