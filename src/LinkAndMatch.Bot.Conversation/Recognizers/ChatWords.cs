using System.Collections.Frozen;

namespace LinkAndMatch.Bot.Conversation.Recognizers;

/// <summary>Small words of chat that carry no value in an answer.</summary>
internal static class ChatWords
{
    /// <summary>Words that only lead, join and address.</summary>
    public static readonly FrozenSet<string> Talk = (
        "sama dan atau dgn dengan pake pakai pakek utk untuk buat bwt bikin buatin membuat bisa bs jg juga aja saja sih dong deh lah kok ya iya yg yang di ke dari dr pada krn karena nya "
        + "kami kita saya sy aku ane gue gw inyong nyong kulo kula bapak pak bu ibu mas mbak min admin gan bos bang kak tolong mohon maaf makasih terima kasih tks "
        + "ini itu iki kuwe kiye tsb kalo kalau klo jadi jd ada adalah punya macem macam dll dsb dkk lain lainnya "
        + "per tiap setiap sekitar kira kurang lebih kurleb sampai sampe smp hingga antara rata dia total jumlah "
        + "cuma hanya baru lama besar kecil semua banyak biasa biasanya sering kadang lagi sedang sudah sdh belum blm tidak tdk gak ga nggak mau mw ingin pengen "
        + "karo lan nggo kanggo sing opo apa ning nang neng iso gawe nggawe terus trus lalu kemudian plus serta maupun tapi tp masih msh paling sangat sekali banget khusus khususnya terutama mulai "
        + "and or with the for from our we make making use using of in at to is are also only can do does").Split(' ').ToFrozenSet();

    /// <summary>Those, and nouns of any workshop, which name nothing in a list of processes or goods.</summary>
    public static readonly FrozenSet<string> Fillers = (
        "usaha bengkel pabrik produk produksi jasa proses bahan material komponen barang jenis tebal panjang lebar diameter ukuran ukur toleransi tol kapasitas orang karyawan pekerja "
        + "mesin alat kerja kerjaan order pesanan").Split(' ').Union(Talk).ToFrozenSet();
}
