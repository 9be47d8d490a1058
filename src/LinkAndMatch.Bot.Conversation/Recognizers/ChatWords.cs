using System.Collections.Frozen;

namespace LinkAndMatch.Bot.Conversation.Recognizers;

/// <summary>Small words of chat that carry no value in an answer.</summary>
internal static class ChatWords
{
    public static readonly FrozenSet<string> Fillers = (
        "sama dan atau dgn dengan pake pakai pakek utk untuk buat bwt bikin buatin membuat bisa bs jg juga aja saja sih dong deh lah kok ya iya yg yang di ke dari dr pada krn karena nya "
        + "kami kita saya sy aku ane gue gw inyong nyong kulo kula bapak pak bu ibu mas mbak min admin gan bos bang kak tolong mohon maaf makasih terima kasih tks "
        + "ini itu iki kuwe kiye tsb kalo kalau klo jadi jd ada adalah punya usaha bengkel pabrik produk produksi jasa proses bahan material komponen barang jenis macam macem dll dsb dkk lain lainnya "
        + "per tiap setiap sekitar kira kurang lebih kurleb sampai sampe smp hingga antara rata tebal panjang lebar diameter dia ukuran ukur toleransi tol kapasitas total jumlah orang karyawan pekerja "
        + "mesin alat kerja kerjaan order pesanan cuma hanya baru lama besar kecil semua banyak biasa biasanya sering kadang lagi sedang sudah sdh belum blm tidak tdk gak ga nggak mau mw ingin pengen "
        + "karo lan nggo kanggo sing opo apa ning nang neng iso gawe nggawe terus trus lalu kemudian plus serta maupun tapi tp masih msh paling sangat sekali banget khusus khususnya terutama mulai "
        + "and or with the for from our we make making use using of in at to is are also only can do does").Split(' ').ToFrozenSet();
}
