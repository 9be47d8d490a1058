using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace LinkAndMatch.Bot.Testing;

/// <summary>A PostgreSQL of one's own for a test run: a new cluster in a temporary folder, on loopback, gone with its last use.</summary>
/// <remarks>PostgreSQL refuses to run as root; then it runs as the user <c>postgres</c> that its package makes.</remarks>
public sealed class PostgreSqlServer : IAsyncDisposable
{
    private const int FirstPort = 21300;
    private const int LastPort = 21399;

    // Between the look for a free port and PostgreSQL's own bind another server may take it: no port twice in this process, another try beside other processes.
    private const int Tries = 5;
    private static int s_lastPort = Random.Shared.Next(FirstPort, LastPort + 1);

    private readonly string _folder;
    private readonly string _programs;
    private int _databases;

    private PostgreSqlServer(string folder, string programs)
    {
        _folder = folder;
        _programs = programs;
        Port = FreePort();
    }

    public int Port { get; private set; }

    /// <param name="durable">False: nothing is synced, which is quicker and no matter for a test that does not cut the power.</param>
    /// <exception cref="InvalidOperationException">PostgreSQL is not installed, or did not start; its output is in the message.</exception>
    public static async Task<PostgreSqlServer> StartAsync(bool durable = false)
    {
        var programs = Programs();
        var folder = Directory.CreateTempSubdirectory("linkandmatch-pg-").FullName;
        if (IsRoot) await RunAsync("/bin/chown", ["postgres", folder]);
        var server = new PostgreSqlServer(folder, programs);
        await AsOwnerAsync($"{programs}/initdb -D {folder}/data -U postgres --auth=trust -E UTF8 --locale=C.UTF-8");
        for (var left = Tries - 1; ; left--)
        {
            try
            {
                await server.StartAgainAsync(durable);
                return server;
            }
            catch (InvalidOperationException) when (left > 0)
            {
                server.Port = FreePort();
            }
        }
    }

    /// <summary>A new empty database.</summary>
    /// <returns>How to connect to it.</returns>
    public async Task<string> NewDatabaseAsync()
    {
        var name = $"t{Interlocked.Increment(ref _databases).ToString(CultureInfo.InvariantCulture)}";
        await using var connection = new NpgsqlConnection(ConnectionString("postgres"));
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = $"CREATE DATABASE {name}";
        await command.ExecuteNonQueryAsync();
        return ConnectionString(name);
    }

    public string ConnectionString(string database) => $"Host=127.0.0.1;Port={Port.ToString(CultureInfo.InvariantCulture)};Username=postgres;Database={database};Include Error Detail=true";

    /// <summary>Stops without warning anybody, as a crash does.</summary>
    public Task CrashAsync() => AsOwnerAsync($"{_programs}/pg_ctl -D {_folder}/data -m immediate stop");

    public Task StartAgainAsync(bool durable = false) =>
        AsOwnerAsync($"{_programs}/pg_ctl -D {_folder}/data -w -l {_folder}/log -o \"-p {Port.ToString(CultureInfo.InvariantCulture)} -k {_folder} -c listen_addresses=127.0.0.1 -c fsync={(durable ? "on" : "off")}\" start");

    public async ValueTask DisposeAsync()
    {
        NpgsqlConnection.ClearAllPools();
        try
        {
            await AsOwnerAsync($"{_programs}/pg_ctl -D {_folder}/data -m fast stop");
        }
        catch (InvalidOperationException)
        {
            // It crashed on purpose, or never came up.
        }

        Directory.Delete(_folder, recursive: true);
    }

    private static bool IsRoot => Environment.UserName == "root";

    private static string Programs()
    {
        const string home = "/usr/lib/postgresql";
        var newest = Directory.Exists(home)
            ? Directory.GetDirectories(home).Select(d => Path.Combine(d, "bin")).Where(d => File.Exists(Path.Combine(d, "initdb"))).Order(StringComparer.Ordinal).LastOrDefault()
            : null;
        return newest ?? throw new InvalidOperationException($"PostgreSQL is not installed: {home}/*/bin/initdb was looked for. On Debian: apt-get install postgresql.");
    }

    private static int FreePort()
    {
        for (var looked = FirstPort; looked <= LastPort; looked++)
        {
            var port = FirstPort + (int)((uint)Interlocked.Increment(ref s_lastPort) % (LastPort - FirstPort + 1));
            try
            {
                using var listener = new TcpListener(IPAddress.Loopback, port);
                listener.Start();
                return port;
            }
            catch (SocketException)
            {
                // Somebody has it; the next one.
            }
        }

        throw new InvalidOperationException($"No port is free between {FirstPort} and {LastPort}.");
    }

    private static Task AsOwnerAsync(string command) =>
        IsRoot ? RunAsync("/bin/su", ["postgres", "-s", "/bin/bash", "-c", command]) : RunAsync("/bin/bash", ["-c", command]);

    private static async Task RunAsync(string program, string[] arguments)
    {
        // The server inherits the output: to a file, or reading it would wait for the server's end.
        var output = Path.GetTempFileName();
        var start = new ProcessStartInfo("/bin/bash") { WorkingDirectory = "/" };
        start.ArgumentList.Add("-c");
        start.ArgumentList.Add("exec \"$@\" >>\"$0\" 2>&1 </dev/null");
        start.ArgumentList.Add(output);
        start.ArgumentList.Add(program);
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        using var process = Process.Start(start) ?? throw new InvalidOperationException($"{program} did not start.");
        await process.WaitForExitAsync();
        var said = await File.ReadAllTextAsync(output);
        File.Delete(output);
        if (process.ExitCode != 0) throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}: {said}");
    }
}
